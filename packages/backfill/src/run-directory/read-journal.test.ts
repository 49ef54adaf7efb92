import { describe, expect, it } from '@jest/globals';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createFolder } from '../../../../test/lifetime/folder';
import { writeChosenLine, writeEndedLine, writeRewrittenLine, type EndedEntry } from './journal-lines';
import { readJournal } from './read-journal';

/** What a journal of these lines tells, as `[kind, entry]`. */
function told(lines: string): unknown[] {
  const path = join(createFolder().folder, 'journal.ndjson');
  writeFileSync(path, lines);
  const entries: unknown[] = [];
  const { wholeBytes } = readJournal(path, {
    ended: (position, call) => entries.push(['ended', { position, ...call }]),
    chosen: (entry) => entries.push(['chosen', entry]),
    rewritten: (entry) => entries.push(['rewritten', entry]),
  });
  return [...entries, wholeBytes];
}

const ENDS: readonly Omit<EndedEntry, 'position'>[] = [
  { ended: { outcome: 'accepted', by: 'user_id', attempts: 1 }, keptBytes: undefined },
  { ended: { outcome: 'accepted', by: 'user_id', attempts: 2 }, keptBytes: undefined },
  { ended: { outcome: 'accepted', by: 'email', attempts: 1 }, keptBytes: undefined },
  { ended: { outcome: 'accepted', by: 'id', attempts: 1 }, keptBytes: undefined, was: 'exhausted' },
  { ended: { outcome: 'skipped', code: 'other_type' }, keptBytes: undefined },
  { ended: { outcome: 'skipped', code: 'skipped_by_rule' }, keptBytes: undefined },
  { ended: { outcome: 'refused', code: 'no_contact' }, keptBytes: 120 },
  { ended: { outcome: 'duplicate' }, keptBytes: undefined },
];

describe('a journal', () => {
  it('tells of each call what its line says, however many lines are alike', () => {
    const entries = Array.from({ length: 20_000 }, (_, at) => ({
      position: at % 7 === 0 ? 10 ** (at % 15) + at : at + 1,
      ...(ENDS[(at * at) % ENDS.length] as (typeof ENDS)[number]),
    }));
    const lines = entries.map((entry) => `${writeEndedLine(entry)}\n`).join('');
    expect(told(lines)).toEqual([
      ...entries.map(({ position, ended, keptBytes, was }) => [
        'ended',
        { position, ended: { attempts: 1, by: undefined, code: undefined, ...ended }, keptBytes, was },
      ]),
      lines.length,
    ]);
  });

  it('tells what stands between lines that are alike, and counts no line that was torn', () => {
    const ended = writeEndedLine({ position: 1, ...(ENDS[4] as (typeof ENDS)[number]) });
    const chosen = writeChosenLine({ position: 2, chosen: { by: 'email' } });
    const rewritten = writeRewrittenLine({ deadLetterBytes: 7, isRoundOver: true });
    const whole = [ended, ended, chosen, rewritten, ended].map((line) => `${line}\n`).join('');
    const entry = expect.objectContaining({ position: 1 });
    expect(told(`${whole}${ended}`)).toEqual([
      ['ended', entry],
      ['ended', entry],
      ['chosen', { position: 2, chosen: { by: 'email', contactId: undefined } }],
      ['rewritten', { deadLetterBytes: 7, isRoundOver: true }],
      ['ended', entry],
      whole.length,
    ]);
  });

  it.each([
    { because: 'its position is no position', line: '{"n":01,"o":"skipped","code":"other_type"}' },
    {
      because: 'its position is too large',
      line: '{"n":99999999999999999,"o":"skipped","code":"other_type"}',
    },
    { because: 'it is zero-filled', line: '\0\0\0\0\0\0' },
    { because: 'it goes on', line: '{"n":3,"o":"skipped","code":"other_type"} ,' },
  ])('with a line that was changed is refused, also after one like it: $because', ({ line }) => {
    const ended = writeEndedLine({ position: 1, ...(ENDS[4] as (typeof ENDS)[number]) });
    expect(() => told(`${ended}\n${line}\n`)).toThrow('it was changed by something else');
  });
});
