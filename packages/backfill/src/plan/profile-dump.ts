import { Limiter } from '../filters/limiter';
import { createDecider, type DumpOptions } from '../reading/dump';
import { numberFiles } from '../reading/file-table';
import { ONCE } from '../sources/again/dump-history';
import type { FileForm } from '../sources/file-form';
import { readBatches, readCalls } from '../sources/read-calls';
import { ReadingFindings } from '../sources/reading-findings';
import type { UnreadColumn } from '../sources/warehouse/table-context';
import { errorCodeOf } from '../terminal/error-code';
import { DumpProfile, type ProfileOptions } from './dump-profile';
import { MomentTables } from './moments';
import { ProfileWorkers } from './profile-workers';
import type { RepeatedMessages } from './repeated-message-table';
import type { SameSecondFigures } from './same-second-sample';
import { placeOf } from './samples';

/** What one reading of a dump finds. */
export interface ProfiledDump {
  readonly profile: DumpProfile;
  readonly sameSecond: SameSecondFigures;
  readonly messages: RepeatedMessages;
  readonly unreadColumns: readonly UnreadColumn[];
  /** As the profile numbers them. */
  readonly files: readonly string[];
  readonly forms: ReadonlyMap<string, FileForm>;
}

type Profiling = Omit<ProfileOptions, 'mapping' | 'namesEvents'> & {
  readonly onProgress: (calls: number) => void;
  readonly signal: AbortSignal;
};

/**
 * Reads the dump to its end, with so many threads beside this one, and once more without them where those cannot do it.
 * Rejects with the signal's reason when that is aborted.
 */
export async function profileDump(
  dump: DumpOptions,
  options: Profiling & { readonly workers: number },
): Promise<ProfiledDump> {
  // A limit counts calls in their order, and the list of people never to send is not copied into each thread.
  const isOneByOne = dump.filters.limit !== undefined || dump.suppression !== undefined;
  const shared = isOneByOne || options.workers === 0 ? undefined : await profileInThreads(dump, options);
  return shared ?? profileHere(dump, options);
}

async function profileHere(
  dump: DumpOptions,
  { nowSeconds, probe, onProgress, signal }: Profiling,
): Promise<ProfiledDump> {
  const { files } = dump;
  const profiling = { nowSeconds, probe, ...namedBy(dump) };
  const moments = new MomentTables();
  const profile = new DumpProfile(profiling, moments);
  const decideFate = createDecider(dump);
  const limiter = new Limiter(dump.filters.limit);
  const findings = new ReadingFindings();
  const numbers = numberFiles(files);
  for await (const batch of readCalls(files, dump.reading, ONCE, findings)) {
    const file = numbers.get(batch[0]?.file ?? '') ?? 0;
    for (const { content, line, index } of batch) {
      const fate = limiter.apply(decideFate(content));
      profile.add(content, fate, placeOf(file, line, index));
    }
    onProgress(profile.counts.calls);
    signal.throwIfAborted();
  }
  findings.requireReadable();
  return toProfiled(profile, moments, findings, files);
}

/**
 * `undefined`: a value spans lines that went to two threads, a table is full, so that parts would not add up, or the system
 * grants no threads.
 */
async function profileInThreads(
  dump: DumpOptions,
  options: Profiling & { readonly workers: number },
): Promise<ProfiledDump | undefined> {
  const { nowSeconds, probe, onProgress, signal } = options;
  const { files, mapping, names, filters } = dump;
  const profiling = { nowSeconds, probe, ...namedBy(dump) };
  const moments = new MomentTables();
  const profile = new DumpProfile(profiling, moments);
  const decideFate = createDecider(dump);
  const workers = new ProfileWorkers(
    options.workers,
    {
      deciding: { mapping, names, filters, suppression: undefined },
      options: profiling,
    },
    moments,
  );
  const findings = new ReadingFindings();
  try {
    const numbers = numberFiles(files);
    for await (const { file: path, batch } of readBatches(files, dump.reading, findings)) {
      const file = numbers.get(path) ?? 0;
      if (batch.kind === 'lines') await workers.add({ ...batch, file });
      else {
        await workers.settle();
        for (const { content, number, index } of batch.records) {
          profile.add(content, decideFate(content), placeOf(file, number, index));
        }
      }
      onProgress(profile.counts.calls + workers.calls);
      signal.throwIfAborted();
      if (workers.cannotGoOn) return undefined;
    }
    findings.requireReadable();
    const states = await workers.collect();
    if (workers.cannotGoOn) return undefined;
    for (const state of states) profile.merge(state);
    onProgress(profile.counts.calls);
    return profile.isFull ? undefined : toProfiled(profile, moments, findings, files);
  } catch (error) {
    if (errorCodeOf(error) === 'ERR_WORKER_INIT_FAILED') return undefined;
    throw error;
  } finally {
    await workers.close();
  }
}

function namedBy({ mapping, filters }: DumpOptions): Pick<ProfileOptions, 'mapping' | 'namesEvents'> {
  const { only, exclude } = filters;
  return { mapping, namesEvents: mapping.events.rules.length + only.length + exclude.length > 0 };
}

function toProfiled(
  profile: DumpProfile,
  { sameSecond, messages }: MomentTables,
  { unreadColumns, forms }: ReadingFindings,
  files: readonly string[],
): ProfiledDump {
  return { profile, sameSecond: sameSecond.figures, messages: messages.found, unreadColumns, files, forms };
}
