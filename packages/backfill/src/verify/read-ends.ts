import { existsSync } from 'node:fs';
import { readJournal } from '../run-directory/read-journal';
import type { CallEnd } from './attribute-calls';
import type { Baseline } from './baseline';

/** How the calls of the sample ended. */
export function readEnds(journal: string, { contacts }: Baseline): Map<number, CallEnd> {
  const sampled = new Set(contacts.flatMap(({ calls = [] }) => calls.map(([position]) => position)));
  const ends = new Map<number, CallEnd>();
  const chosenIds = new Map<number, string>();
  if (!existsSync(journal)) return ends;
  readJournal(journal, {
    ended: (position, { ended, was, isAgain = false }) => {
      if (!sampled.has(position) || (was === undefined && !isAgain && ends.has(position))) return;
      ends.set(position, { ended, contactId: chosenIds.get(position) });
    },
    chosen: ({ position, chosen }) => {
      if (!sampled.has(position)) return;
      if (chosen?.contactId === undefined) chosenIds.delete(position);
      else chosenIds.set(position, chosen.contactId);
    },
    rewritten: () => undefined,
  });
  return ends;
}
