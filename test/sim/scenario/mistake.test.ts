import { describe, expect, test } from 'vitest';
import { placeOf, smallWith, wrong } from './small-network.ts';

describe('a mistake', () => {
  // The text that is replaced, by what, where the problem points, and what it says.
  test.each([
    [
      'medium: cable',
      'medium: cabel',
      'cabel',
      'sources.metro-cable.medium: found "cabel", expected one of cable, antenna, ' +
        'satellite, mini-dish, dial-up, internet; did you mean "cable"?',
    ],
    [
      'credit: 50.00',
      'credti: 50.00',
      'credti',
      'subscribers.alice.credti: found the key "credti", expected one of receives, ' +
        'credit, billing, patience, groups, packages; did you mean "credit"?',
    ],
    [
      'receives: [metro-cable]',
      'recieves: [metro-cable]',
      'recieves',
      'subscribers.alice.recieves: found the key "recieves", expected one of ' +
        'receives, credit, billing, patience, groups, packages; did you mean "receives"?',
    ],
    [
      'receives: [metro-cable], ',
      '',
      '{ credit: 50.00 }',
      'subscribers.alice.receives: found nothing, expected the key "receives" (a ' +
        'list that is not empty)',
    ],
    [
      'receives: [metro-cable]',
      'receives: [metro-cabel]',
      'metro-cabel',
      'subscribers.alice.receives.0: found "metro-cabel", expected a source (one ' +
        'of metro-cable, sky-dish); did you mean "metro-cable"?',
    ],
    [
      'credit: 50.00',
      'credit: 50.001',
      '50.001',
      'subscribers.alice.credit: found 50.001, expected an amount from 0.00 to ' + '1000000000.00',
    ],
    [
      'alice selects surround on cup-final }',
      'alice selects suround on cup-final }',
      'suround on',
      'script.0.do: found "suround", expected a feature (one of surround, ' +
        'picture); did you mean "surround"?',
    ],
    [
      'do: alice selects surround on cup-final',
      'do: "alice selects suround on cup-final"',
      'suround on',
      'script.0.do: found "suround", expected a feature (one of surround, ' +
        'picture); did you mean "surround"?',
    ],
    [
      'message: feature.received from alice',
      'message: feature.recieved from alice',
      'feature.recieved',
      'expect.0.message: found "feature.recieved", expected a message type, an ' +
        'outcome or a record kind; did you mean "feature.received"?',
    ],
    [
      'shows: [U1]',
      'shows: [U27]',
      'U27',
      'expect.0.shows.0: found "U27", expected a claim: U1 to U26, B1 to B24 or ' + 'Ba to Bx',
    ],
    [
      'share: 65%',
      'share: 101%',
      '101%',
      'sources.metro-cable.offers.0.share: found "101%", expected a share from 0% ' +
        'to 100% of the price',
    ],
    [
      'share: 65%',
      'share: 4.00',
      '4.00',
      'sources.metro-cable.offers.0.share: found 4.00, expected a share of at ' + 'most the price',
    ],
    [
      '3.99, share: 65%',
      '3.99',
      '{ feature: surround, on: cup-final, price: 3.99 }',
      "sources.metro-cable.offers.0.share: found nothing, expected the source's " +
        'share such as 65%, 13/20 or 2.60',
    ],
    [
      '3.00 } }',
      '3.00 }, share: 1% }',
      '1% }',
      'sources.metro-cable.offers.1.share: found "1%", expected no share beside a ' +
        'price in two parts',
    ],
    [
      'feature: picture',
      'feature: surround',
      '{ feature: surround, on: cup-final, price: { server',
      'sources.metro-cable.offers.1: found "surround on cup-final" again, expected ' +
        'each feature on a transmission once',
    ],
    [
      '"19:30"',
      '"18:30"',
      '"18:30"',
      'script.0.at: found "18:30", expected a time after the start; the next day ' +
        'needs its date, as in 2026-06-07T00:30',
    ],
    [
      '"19:30"',
      '"23:01"',
      '"23:01"',
      'script.0.at: found "23:01", expected a time before the end, "until"',
    ],
    [
      'until: 23:00',
      'until: 18:00',
      '18:00',
      'until: found "18:00", expected a time after the start such as 23:59 or ' +
        '2026-06-07T01:00, or a span such as 4h',
    ],
    [
      'starts: 2026-06-06T19:00',
      'starts: 2026-02-30T19:00',
      '2026-02-30T19:00',
      'starts: found "2026-02-30T19:00", expected a date that exists, such as ' +
        '2026-06-06T19:00',
    ],
    [
      'count: 20',
      'count: 2000001',
      '2000001',
      'populations.suburb.count: found 2000001, expected a whole number from 1 to ' + '2000000',
    ],
    [
      'weight: 1',
      'weight: 0',
      '0 }]',
      'populations.suburb.chooses.0.weight: found 0, expected a whole number from ' +
        '1 to 1000000',
    ],
    [
      '  alice: {',
      '  sky-dish: {',
      'sky-dish: { receives',
      'subscribers.sky-dish: found the name "sky-dish", which is a source too, ' +
        'expected another name',
    ],
    [
      '  suburb: {',
      '  suburb: { arrives: { uniform: [2h, 1h] },',
      '[2h, 1h]',
      'populations.suburb.arrives.uniform: found the greater first, expected the ' + 'least first',
    ],
    [
      'scenario: Saturday night\n',
      'scenario: Saturday night\nseed: 40\n',
      'seed: 39',
      'seed: found the key "seed" again, expected one of each key (the first is on ' + 'line 2)',
    ],
    [
      'message: feature.received from alice',
      'message: bill.issue, between: ["20:00", "19:30"]',
      '"19:30"]',
      'expect.0.between.1: found "19:30", expected a time after the first',
    ],
    [
      'message: feature.received from alice',
      'order: alise-1, ends: voided',
      'alise-1',
      'expect.0.order: found "alise-1", expected the order of a subscriber, such ' + 'as alice-1',
    ],
    [
      'message: feature.received from alice',
      'never: bill.issue, times: 1',
      'times: 1',
      'expect.0.times: found "times" without "message", expected "message" ' + 'beside it',
    ],
    [
      'message: feature.received from alice',
      'balance: { "alise:held": 0 }',
      '"alise:held"',
      'expect.0.balance.alise:held: found "alise", expected the name of a ' +
        'participant; did you mean "alice"?',
    ],
  ])('in place of %j: %j is told where %j stands', (text, replacement, pointed, problem) => {
    const changed = smallWith(text, replacement);
    const problems = wrong(changed);
    expect(problems).toContain(`night.yaml:${placeOf(changed, pointed)}  ${problem}`);
    // Only a subscriber who is gone is missed elsewhere too.
    if (!text.includes('alice: {')) expect(problems).toHaveLength(1);
  });

  test('is told together with the others, in the order of the file', () => {
    const text = smallWith('65%', '165%')
      .replace('medium: cable', 'medium: cabel')
      .replace('[U1]', '[U99]');
    expect(wrong(text).map((line) => line.split('  ')[0])).toEqual([
      `night.yaml:${placeOf(text, 'cabel')}`,
      `night.yaml:${placeOf(text, '165%')}`,
      `night.yaml:${placeOf(text, 'U99')}`,
    ]);
  });

  test('of which there are many is told twenty times, then counted', () => {
    const steps = Array.from({ length: 25 }, () => '  - { after: 1s, do: nobody cancels }\n');
    const lines = wrong(smallWith('expect:\n', `${steps.join('')}expect:\n`));
    expect(lines).toHaveLength(21);
    expect(lines[20]).toBe('... and 5 more');
  });

  test('in a block of text names the place where the block begins', () => {
    const text = smallWith('do: alice selects', 'do: "alice \\x73elects');
    const escaped = text.replace('on cup-final }', 'on cup-finale" }');
    expect(wrong(escaped)).toEqual([
      'night.yaml:23:24  script.0.do: found "cup-finale", expected a transmission (cup-final); did ' +
        'you mean "cup-final"?',
    ]);
  });

  test('that nobody is there or nothing is transmitted is one', () => {
    expect(wrong('scenario: T\nsources: {}\n')).toEqual([
      'night.yaml:1:1  populations: found nothing, expected at least one of "subscribers" and ' +
        '"populations"',
      'night.yaml:2:10  sources: found nothing, expected the key "sources" (at least one source)',
    ]);
  });
});
