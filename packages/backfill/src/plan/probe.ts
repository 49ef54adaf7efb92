import { lookUpContact, type Identifier, type PatientSender } from '@intercom-destination/core';
import { CannotRun } from '../terminal/cannot-run';

/** What looking up a sample of the people came to. */
export interface ProbeFigures {
  readonly looked_up: number;
  readonly found: number;
  /** Emails that several contacts have. */
  readonly ambiguous: number;
  readonly missing: number;
  /** Those that could not be looked up, for want of a permission or an answer. */
  readonly unknown: number;
}

/** Looks each of the people up in the workspace. Reads only. */
export async function probe(
  sender: PatientSender,
  people: readonly Identifier[],
  concurrency: number,
  signal: AbortSignal,
): Promise<ProbeFigures> {
  const counts = { looked_up: 0, found: 0, ambiguous: 0, missing: 0, unknown: 0 };
  const left = [...people];
  const work = async () => {
    for (let person = left.pop(); person !== undefined; person = left.pop()) {
      const search = await lookUpContact(sender, person, signal);
      switch (search.outcome) {
        case 'found':
          counts.found += 1;
          break;
        case 'none':
          counts.missing += 1;
          break;
        case 'several':
          counts.ambiguous += 1;
          break;
        case 'not_permitted':
        case 'failed':
          counts.unknown += 1;
          break;
        case 'halted':
          throw new CannotRun(
            `The people could not be looked up: ${search.halt.error.code ?? search.halt.cause}.`,
          );
        default:
          search satisfies never;
      }
      counts.looked_up += 1;
    }
  };
  await Promise.all(Array.from({ length: concurrency }, work));
  return counts;
}
