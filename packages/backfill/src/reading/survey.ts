import { notesOf, type Fate } from '../filters/fate';
import { Limiter } from '../filters/limiter';
import type { OverlapFinder } from '../overlaps/find-overlaps';
import type { Overlaps } from '../overlaps/overlaps';
import { NoteCounter } from '../report/count-notes';
import type { InputFigures } from '../report/input-figures';
import { countEnded, emptyCounts, increment, type Counts } from '../run-directory/counts';
import type { LeftOut } from '../run-directory/left-out';
import type { EndedCall, SkipCode } from '../run-directory/outcome';
import { PositionSet } from '../run-directory/position-set';
import { ReadingFindings } from '../sources/reading-findings';
import { maskEmails } from '../terminal/mask-emails';
import type { ContactSample, SampledPerson } from './contact-sample';
import type { Dump, DumpEnd } from './dump';
import { FileTable, numberFiles } from './file-table';

/** What a first reading of the sources finds, before anything is sent. */
export interface Survey extends InputFigures, DumpEnd {
  readonly overlaps: Overlaps;
  /** People whose counts at Intercom are to be compared with what is sent. */
  readonly sample: readonly SampledPerson[];
  /** Calls whose end is known without sending anything. */
  readonly decided: Counts;
  /** How many event names the calls to deliver have, but for `otherEvents`. Intercom takes names that differ in case for one. */
  readonly eventNames: number;
}

/** A survey, and the calls that end with it. */
export interface FirstSurvey {
  readonly found: Survey;
  readonly leftOut: LeftOut;
}

/** What is given each call to deliver, in the order of the source. */
export interface SurveyTools {
  readonly overlapFinder: OverlapFinder;
  readonly contactSample: ContactSample;
}

/** Names counted one by one; Intercom itself admits 120. */
const COUNTED_NAMES_MAX = 10_000;

/**
 * Reads everything to the end, so that every damaged file is found before the first data event leaves. Rejects with
 * `UnreadableFiles`, or with the signal's reason when that is aborted.
 */
export async function survey(
  dump: Dump,
  { overlapFinder, contactSample }: SurveyTools,
  onProgress: (calls: number) => void,
  signal: AbortSignal,
): Promise<FirstSurvey> {
  let calls = 0;
  let otherEvents = 0;
  const files = new FileTable();
  const numbers = numberFiles(dump.files);
  const limiter = new Limiter(dump.filters.limit);
  const decided = emptyCounts();
  const leftOut = new PositionSet();
  let lastToEnd = 0;
  const notes: Record<string, number> = {};
  const noteCounter = new NoteCounter();
  const events = new Map<string, number>();
  const findings = new ReadingFindings();
  for await (const batch of dump.read(1, findings)) {
    const file = numbers.get(batch[0]?.file ?? '') ?? 0;
    for (const source of batch) {
      calls += 1;
      const fate = limiter.apply(dump.decideFate(source));
      files.add(file, source.content, fate);
      if (fate.kind === 'skipped') leftOut.add(source.position);
      else lastToEnd = source.position;
      if (fate.kind !== 'to_deliver') {
        countEnded(decided, toEnd(fate));
        continue;
      }
      overlapFinder.add(source, fate.mapped);
      contactSample.add(fate.mapped.identity);
      for (const note of notesOf(fate)) {
        increment(notes, note.code);
        noteCounter.add(note);
      }
      const name = fate.mapped.dataEvent.event_name;
      const known = events.get(name);
      if (known === undefined && events.size >= COUNTED_NAMES_MAX) otherEvents += 1;
      else events.set(name, (known ?? 0) + 1);
    }
    onProgress(calls);
    signal.throwIfAborted();
  }
  findings.requireReadable();
  const skipped = { ...decided.skipped };
  const overlaps = overlapFinder.find();
  addOverlaps(decided, overlaps);
  const found: Survey = {
    calls,
    files: files.toFigures(dump.files, findings.forms),
    unreadColumns: findings.unreadColumns,
    notes,
    notedKeys: noteCounter.frequent,
    events: sumByMasked(events),
    eventNames: new Set([...events.keys()].map((name) => name.toLowerCase())).size,
    otherEvents,
    overlaps,
    sample: contactSample.people(),
    decided,
    lastToEnd,
  };
  return { found, leftOut: { positions: leftOut, skipped } };
}

/** Names that differ by an email alone become one. */
function sumByMasked(events: ReadonlyMap<string, number>): Record<string, number> {
  const sums = new Map<string, number>();
  for (const [name, count] of events) {
    const masked = maskEmails(name);
    sums.set(masked, (sums.get(masked) ?? 0) + count);
  }
  return Object.fromEntries(sums);
}

function toEnd(fate: Exclude<Fate, { kind: 'to_deliver' }>): EndedCall {
  return fate.kind === 'skipped'
    ? { outcome: 'skipped', code: fate.code }
    : { outcome: 'refused', code: fate.refusal.code };
}

function addOverlaps(decided: Counts, { counts }: Overlaps): void {
  decided.outcomes.duplicate += counts.duplicate;
  if (counts.dropped === 0) return;
  decided.outcomes.skipped += counts.dropped;
  increment(decided.skipped, 'same_second_dropped' satisfies SkipCode, counts.dropped);
}
