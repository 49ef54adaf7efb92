import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SourceCall } from '../sources/read-calls';
import { RunJournal } from './run-directory';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'journal-'));
  const journal = new RunJournal(folder);
  journal.recordEnd(callAt(1), { outcome: 'accepted', by: 'user_id', attempts: 2 });
  journal.recordEnd(
    callAt(3),
    { outcome: 'dead_letter', code: 'exhausted', attempts: 8 },
    { reason: 'exhausted' },
  );
  journal.recordEnd(callAt(2), { outcome: 'refused', code: 'no_event_name' }, { code: 'no_event_name' });
  journal.close();
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function callAt(position: number): SourceCall {
  return { position, file: 'dump', line: position, content: { readable: true, call: { position } } };
}

const read = (name: string) => readFileSync(join(folder, name), 'utf8');
const append = (name: string, text: string) => {
  appendFileSync(join(folder, name), text);
};

describe('a journal opened again', () => {
  it.each([
    { because: 'it is whole', spoil: () => undefined },
    {
      because: 'its last line is torn',
      spoil: () => {
        append('journal.ndjson', '{"n":4,"o":"accep');
      },
    },
    {
      because: 'what lies beside it has lines that it does not know',
      spoil: () => {
        append('dead-letters.ndjson', '{"line":4}\n{"li');
        append('refused.ndjson', '{"line":5}\n');
      },
    },
    {
      because: 'it names a call twice, which counts once',
      spoil: () => {
        append('journal.ndjson', '{"n":3,"o":"accepted","by":"user_id"}\n');
      },
    },
  ])('counts every call once: $because', ({ spoil }) => {
    const deadLetters = read('dead-letters.ndjson');
    const refused = read('refused.ndjson');
    spoil();
    const journal = new RunJournal(folder);
    expect(journal.counts).toEqual({
      outcomes: { accepted: 1, same_second: 0, duplicate: 0, skipped: 0, refused: 1, dead_letter: 1 },
      acceptedBy: { user_id: 1 },
      skipped: {},
      refused: { no_event_name: 1 },
      deadLetters: { exhausted: 1 },
      resent: 2,
    });
    expect([1, 2, 3, 4].map((position) => journal.hasEnded(position))).toEqual([true, true, true, false]);
    journal.recordEnd(callAt(4), { outcome: 'skipped', code: 'other_type' });
    journal.close();
    expect(read('dead-letters.ndjson')).toBe(deadLetters);
    expect(read('refused.ndjson')).toBe(refused);
    expect(read('journal.ndjson')).toMatch(/\n\{"n":4,"o":"skipped","code":"other_type"\}\n$/);
  });
});
