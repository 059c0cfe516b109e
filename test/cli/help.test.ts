import { expect, test } from 'vitest';
import { headend, scratch } from './headend.ts';

const directory = scratch();
const COMMANDS = [
  'run',
  'inspect',
  'conformance',
  'records',
  'rate',
  'bench',
  'trace',
  'trace show',
  'trace diff',
  'trace export',
];

test.each(COMMANDS)(
  'headend %s --help says what it does, how it is called, and an example',
  (name) => {
    const { code, out, err } = headend(directory, [...name.split(' '), '--help']);
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(new RegExp(`^Usage: headend ${name} `));
    expect(out).toMatch(new RegExp(`\\nExamples?:\\n(?:  .*\\n)*?  headend ${name}\\b`));
  },
);

test('headend --help lists every command, examples and the exit codes', () => {
  const { code, out } = headend(directory, ['--help']);
  expect(code).toBe(0);
  // Two blanks, the name; a description that goes on is further in.
  const listed = [...out.matchAll(/^ {2}([a-z]+) (?=.* {2})/gm)].map(([, name]) => name);
  const top = COMMANDS.filter((name) => !name.includes(' '));
  expect([...new Set(listed)].filter((name) => name !== 'headend').sort()).toEqual(
    [...top, 'help'].sort(),
  );
  expect(out).toContain('Examples:\n  headend run ');
  expect(out).toContain('Exit codes: 0 ');
});

test('headend trace --help lists exactly the trace commands', () => {
  const { out } = headend(directory, ['trace', '--help']);
  const listed = [...out.matchAll(/^ {2}([a-z]+) \[/gm)].map(([, name]) => `trace ${name}`);
  expect(listed).toEqual([...COMMANDS.filter((name) => name.startsWith('trace ')), 'trace help']);
});

test('the version is that of the package', () => {
  expect(headend(directory, ['--version']).out).toMatch(/^\d+\.\d+\.\d+\n$/);
});

test.each([
  [[], 'Usage: headend'],
  [['trace'], 'Usage: headend trace'],
  [['bogus'], "unknown command 'bogus'"],
  [['run', 'night.yaml', '--bogus'], "unknown option '--bogus'"],
  [['conformance', '--bogus'], "unknown option '--bogus'"],
  [['trace', 'show', 'x', '--bogus'], "unknown option '--bogus'"],
  [['run'], "missing required argument 'file'"],
  [['trace', 'diff', 'one.ndjson'], "missing required argument 'right'"],
] as const)('headend %j ends with 2, says why, and prints nothing to be read on', (args, why) => {
  const { code, out, err } = headend(directory, args);
  expect([code, out]).toEqual([2, '']);
  expect(err).toContain(why);
});
