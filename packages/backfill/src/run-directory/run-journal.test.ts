import { beforeEach, describe, expect, it } from '@jest/globals';
import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createFolder } from '../../../../test/lifetime/folder';
import type { SourceCall } from '../sources/read-calls';
import { RunJournal } from './run-journal';

let folder: string;
beforeEach(() => {
  ({ folder } = createFolder());
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
      outcomes: {
        accepted: 1,
        same_second: 0,
        handed_over: 0,
        duplicate: 0,
        skipped: 0,
        refused: 1,
        dead_letter: 1,
      },
      acceptedBy: { user_id: 1 },
      skipped: {},
      refused: { no_event_name: 1 },
      deadLetters: { exhausted: 1 },
      resent: 2,
      retried: 0,
      recovered: 0,
    });
    expect([1, 2, 3, 4].map((position) => journal.hasEnded(position))).toEqual([true, true, true, false]);
    journal.recordEnd(callAt(4), { outcome: 'skipped', code: 'other_type' });
    journal.close();
    expect(read('dead-letters.ndjson')).toBe(deadLetters);
    expect(read('refused.ndjson')).toBe(refused);
    expect(read('journal.ndjson')).toMatch(/\n\{"n":4,"o":"skipped","code":"other_type"\}\n$/);
  });
});

describe('dead letters that are tried again', () => {
  const positions = () =>
    read('dead-letters.ndjson')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => (JSON.parse(line) as { position: number }).position);

  function retryOne(): RunJournal {
    const journal = new RunJournal(folder);
    for (const position of [4, 5]) {
      const ended = { outcome: 'dead_letter', code: 'exhausted', attempts: 8 } as const;
      journal.recordEnd(callAt(position), ended, { reason: 'exhausted' });
    }
    journal.recordEnd(callAt(3), { outcome: 'accepted', by: 'id', attempts: 3 }, undefined, 'exhausted');
    const again = { outcome: 'dead_letter', code: 'refused', attempts: 1 } as const;
    journal.recordEnd(callAt(4), again, { reason: 'refused' }, 'exhausted');
    return journal;
  }
  const counted = {
    outcomes: { accepted: 2, refused: 1, dead_letter: 2 },
    acceptedBy: { user_id: 1, id: 1 },
    deadLetters: { exhausted: 1, refused: 1 },
    retried: 2,
    recovered: 1,
    resent: 4,
  };

  it('are counted where they are now, and known as tried until the round is over', () => {
    retryOne().close();
    const journal = new RunJournal(folder);
    expect(journal.counts).toMatchObject(counted);
    expect([3, 4, 5].map((at) => journal.isDeadLetter(at))).toEqual([false, true, true]);
    expect([3, 4, 5].map((at) => journal.wasRetried(at))).toEqual([true, true, false]);
    journal.rewriteDeadLetters(true);
    expect(journal.wasRetried(4)).toBe(false);
    journal.close();
    expect(positions()).toEqual([5, 4]);
    const again = new RunJournal(folder);
    expect(again.counts).toMatchObject(counted);
    again.recordEnd(
      callAt(6),
      { outcome: 'dead_letter', code: 'refused', attempts: 1 },
      { reason: 'refused' },
    );
    again.close();
    new RunJournal(folder).close();
    expect(positions()).toEqual([5, 4, 6]);
  });

  it.each([
    { because: 'the journal does not speak of it', keepsMarker: false, left: [3, 4, 5, 4] },
    { because: 'the journal speaks of it', keepsMarker: true, left: [5, 4] },
  ])(
    'have one whole file after a kill before the new one was in its place: $because',
    ({ keepsMarker, left }) => {
      const journal = retryOne();
      const journalBefore = read('journal.ndjson');
      const before = read('dead-letters.ndjson');
      journal.rewriteDeadLetters(true);
      journal.close();
      const after = read('dead-letters.ndjson');
      writeFileSync(join(folder, 'dead-letters.ndjson'), before);
      writeFileSync(join(folder, 'dead-letters.ndjson.draft'), after);
      if (!keepsMarker) writeFileSync(join(folder, 'journal.ndjson'), journalBefore);
      const again = new RunJournal(folder);
      expect(again.counts).toMatchObject(counted);
      again.close();
      expect(positions()).toEqual(left);
      expect(existsSync(join(folder, 'dead-letters.ndjson.draft'))).toBe(false);
    },
  );
});
