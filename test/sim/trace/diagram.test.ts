import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { elapsedClock } from '../../../src/sim/clock-text.ts';
import { asciiDiagram } from '../../../src/sim/trace/ascii-diagram.ts';
import {
  DiagramTooLarge,
  mermaidDiagram,
  plantUmlDiagram,
} from '../../../src/sim/trace/diagram.ts';
import { RecordBook } from '../records.ts';

/** alice asks, is answered; an answer is lost; one is under way; somebody notes an outcome. */
function conversation(): RecordBook {
  const book = new RecordBook();
  const selects = book.stimulus('alice selects');
  book.message('client/alice', 'processing-server', 'order.place', { cause: selects.seq });
  book.message('processing-server', 'client/alice', 'order.accepted');
  book.lost(book.sent('client/alice', 'processing-server', 'order.cancel'), 'cut');
  book.sent('processing-server', 'client/alice', 'order.cancelled');
  book.outcome('processing-server', 'order.voided', 'alice-1', { reason: 'cancelled' });
  return book;
}

test('Mermaid draws one arrow a message, replies dashed, losses crossed', () => {
  expect(mermaidDiagram(conversation().records)).toBe(`sequenceDiagram
    participant p1 as script
    participant p2 as client/alice
    participant p3 as processing-server
    Note over p1: alice selects
    p2->>p3: order.place
    p3-->>p2: order.accepted
    p2-xp3: order.cancel (lost: cut)
    p3--)p2: order.cancelled
    Note over p3: order.voided of alice-1: cancelled
`);
});

test('PlantUML draws the same', () => {
  expect(plantUmlDiagram(conversation().records)).toBe(`@startuml
participant "script" as p1
participant "client/alice" as p2
participant "processing-server" as p3
note over p1 : alice selects
p2 -> p3 : order.place
p3 --> p2 : order.accepted
p2 ->x p3 : order.cancel (lost: cut)
p3 -->> p2 : order.cancelled
note over p3 : order.voided of alice-1: cancelled
@enduml
`);
});

test('arrows can begin with their time', () => {
  expect(mermaidDiagram(conversation().records, elapsedClock)).toContain(
    'p2->>p3: 1ms order.place',
  );
});

describe('hostile text', () => {
  test('cannot end a Mermaid block, statement or comment', () => {
    const book = new RecordBook();
    book.stimulus('end; x->>y: #quot; %% <br/> the end\nparticipant z "q" $x', 'a\nend');
    const [, participant, note] = mermaidDiagram(book.records).split('\n');
    expect(participant).toBe('    participant p1 as a #101;nd');
    expect(note).toBe(
      '    Note over p1: #101;nd#59; x-#62;#62;y: #35;quot#59; #37;#37; #60;br/#62; the #101;nd ' +
        'participant z #34;q#34; #36;x',
    );
  });

  test('cannot tell Mermaid how to wrap, and is read as it is otherwise', () => {
    const book = new RecordBook();
    for (const text of ['wrap: a', 'nowrap: b', ':wrap: c', 'at 19:30:00.000: wrap: d'])
      book.stimulus(text);
    const notes = mermaidDiagram(book.records).trimEnd().split('\n').slice(2);
    expect(notes.map((note) => note.slice('    Note over p1: '.length))).toEqual([
      'wrap#58; a',
      'nowrap#58; b',
      '#58;wrap: c',
      'at 19:30:00.000: wrap: d',
    ]);
  });

  test('cannot end a PlantUML diagram, name or style', () => {
    const book = new RecordBook();
    book.stimulus('**b** //i// --s-- \\n !include x\n@enduml', 'a" as b');
    const [, participant, note] = plantUmlDiagram(book.records).split('\n');
    expect(participant).toBe('participant "a<U+0022> as b" as p1');
    expect(note).not.toMatch(/\*|\/\/|--|\\|!|@/);
  });

  test('never makes a line of its own, for any text in any place', () => {
    const text = fc.string({ unit: 'binary', maxLength: 300 });
    fc.assert(
      fc.property(text, text, (actor, said) => {
        const book = new RecordBook();
        book.stimulus(said, actor);
        expect(mermaidDiagram(book.records)).toMatch(
          /^sequenceDiagram\n {4}participant p1 as [^\n;"<>%]*(?:#\d+;[^\n;"<>%]*)*\n {4}Note over p1: [^\n]*\n$/,
        );
        expect(plantUmlDiagram(book.records)).toMatch(
          /^@startuml\nparticipant "[^"\n]*" as p1\nnote over p1 : [^\n"@!\\]*\n@enduml\n$/,
        );
        expect(asciiDiagram(book.records).split('\n')).toHaveLength(2);
      }),
      { seed: 39, numRuns: 1_000 },
    );
  });
});

describe('a diagram', () => {
  const large = (count: number) => {
    const book = new RecordBook();
    for (let i = 0; i < count; i += 1)
      book.message('client/alice', 'processing-server', 'order.place');
    return book.records;
  };

  test('has at most 400 messages, however each is recorded', () => {
    expect(mermaidDiagram(large(400)).match(/->>/g)).toHaveLength(400);
    expect(() => mermaidDiagram(large(401))).toThrow(DiagramTooLarge);
    expect(() => plantUmlDiagram(large(401))).toThrow('narrow it to a participant');
  });

  test('refuses an endless trace without reading it to its end', () => {
    const endless = function* () {
      const [record] = large(1);
      for (let seq = 1; record !== undefined; seq += 1) yield { ...record, seq };
    };
    expect(() => asciiDiagram(endless())).toThrow(DiagramTooLarge);
  });
});

test('the ASCII diagram draws lanes, marks a record, and stays narrow', () => {
  const { records } = conversation();
  expect(asciiDiagram(records, 7)).toBe(
    [
      '     seq           at  script    alice     processing-server',
      '       1           0s  *         |         |                  alice selects',
      '       3          1ms  |         |-------->|                  order.place',
      '       5          2ms  |         |< - - - -|                  order.accepted',
      '>>     7          2ms  |         |----x    |                  order.cancel (lost: cut)',
      '       8          2ms  |         |? - - - -|                  order.cancelled',
      '       9          2ms  |         |         *                  order.voided of alice-1: cancelled',
    ].join('\n'),
  );
});

test('lanes with the same last part are named in full', () => {
  const book = new RecordBook();
  book.message('client/metro', 'source/metro', 'order.place');
  expect(asciiDiagram(book.records)).toContain('client/metro  source/metro');
});
