import type { Dump } from './dump';
import { Limiter } from './filters/limiter';
import { increment } from './run-directory/counts';

/** What a first reading of the sources finds, before anything is sent. */
export interface Survey {
  /** Calls, and lines that are none. */
  readonly calls: number;
  readonly callsByFile: Readonly<Record<string, number>>;
  readonly notes: Readonly<Record<string, number>>;
  /** Calls to deliver by event name as sent. */
  readonly events: Readonly<Record<string, number>>;
  /** Calls whose event name is not in `events`, which is bounded. */
  readonly otherEvents: number;
  /** The position of the last call that `--limit` lets pass; `undefined`: it was not reached. */
  readonly lastPosition: number | undefined;
}

/** Names counted one by one; Intercom itself admits 120. */
const COUNTED_NAMES_MAX = 10_000;

/**
 * Reads everything to the end, so that a damaged file is found before the first data event leaves. Rejects with the
 * signal's reason when that is aborted.
 */
export async function survey(
  dump: Dump,
  onProgress: (calls: number) => void,
  signal: AbortSignal,
): Promise<Survey> {
  let calls = 0;
  let otherEvents = 0;
  const callsByFile: Record<string, number> = Object.fromEntries(dump.files.map((file) => [file, 0]));
  const limiter = new Limiter(dump.filters.limit);
  const notes: Record<string, number> = {};
  const events = new Map<string, number>();
  for await (const batch of dump.read()) {
    for (const source of batch) {
      calls += 1;
      increment(callsByFile, source.file);
      const fate = limiter.apply(dump.decideFate(source), source.position);
      if (fate.kind !== 'to_deliver') continue;
      for (const { code } of fate.mapped.notes) increment(notes, code);
      const name = fate.mapped.dataEvent.event_name;
      const known = events.get(name);
      if (known === undefined && events.size >= COUNTED_NAMES_MAX) otherEvents += 1;
      else events.set(name, (known ?? 0) + 1);
    }
    onProgress(calls);
    signal.throwIfAborted();
  }
  const { lastPosition } = limiter;
  return { calls, callsByFile, notes, events: Object.fromEntries(events), otherEvents, lastPosition };
}
