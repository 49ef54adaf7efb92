import { deliverCall, type CallDeliverer } from '../delivery/deliver-call';
import { runLanes } from '../delivery/lanes';
import { settleFate } from '../overlaps/settle-fate';
import { createDump, type Dump } from '../reading/dump';
import { readFirstReading } from '../reading/first-reading';
import { increment } from '../run-directory/counts';
import type { ChosenIdentifier } from '../run-directory/journal-lines';
import { hashSubject, type Manifest } from '../run-directory/manifest';
import { runFiles } from '../run-directory/run-files';
import type { RunJournal } from '../run-directory/run-journal';
import { DumpHistory } from '../sources/again/dump-history';
import type { SourceCall } from '../sources/read-calls';
import { isSkipped } from '../sources/unreadable-file';
import { showProgress } from '../terminal/progress';
import type { SentCall } from '../verify/attribute-calls';
import type { PreparedRetry } from './prepared-retry';

/** What became of calls that were sent again. */
export interface SentAgain {
  readonly accepted: number;
  /** By why. Calls that were not reached are in neither. */
  readonly failed: Readonly<Record<string, number>>;
  readonly isPaused: boolean;
}

interface SendAgainOptions extends PreparedRetry {
  readonly deliverer: CallDeliverer;
  readonly journal: RunJournal;
}

/** Reads the calls from the dump once more, and sends each by the identifier that it went by. `calls` are in order. */
export async function sendAgain(calls: readonly SentCall[], options: SendAgainOptions): Promise<SentAgain> {
  const { runDir, manifest, settings, stopRequest, journal, log } = options;
  const { drain, abort } = stopRequest;
  const first = readFirstReading(runFiles(runDir), hashSubject(manifest));
  const { overlaps } = first.found;
  const dump = openAgain(manifest, first.files);
  const wanted = new Map(calls.map((call) => [call.position, call]));
  const failed: Record<string, number> = {};
  const sent = { accepted: 0, isPaused: false };
  const progress = showProgress({
    title: 'Sending again',
    form: options.options.progress,
    total: calls.length,
  });

  async function work(source: SourceCall): Promise<'go_on' | 'stop'> {
    if (drain.signal.aborted) return 'stop';
    const fate = settleFate(dump.decideFate(source), overlaps.at(source.position));
    const by = wanted.get(source.position)?.by;
    if (fate.kind !== 'to_deliver' || by === undefined) {
      increment(failed, 'not_sent');
      return 'go_on';
    }
    journal.recordChosen(source, toChosen(by));
    const delivery = await deliverCall(source, fate, {
      ...options,
      onSearchNotPermitted: () => {
        log.warn('The token may not search contacts, so leads are not found by their email.');
      },
    });
    if (delivery.outcome === 'halted') {
      sent.isPaused = true;
      return 'stop';
    }
    if (delivery.outcome === 'accepted') {
      journal.recordAgain(source, delivery);
      sent.accepted += 1;
    } else increment(failed, delivery.reason);
    progress.update(sent.accepted);
    return 'go_on';
  }

  try {
    await runLanes(readWanted(dump, calls, wanted), settings.concurrency, work);
  } catch (error) {
    if (error !== abort.signal.reason) throw error;
  } finally {
    progress.stop();
  }
  return { ...sent, failed, isPaused: sent.isPaused || drain.signal.aborted };
}

function toChosen({ by, value }: NonNullable<SentCall['by']>): ChosenIdentifier {
  return by === 'id' ? { by, contactId: value } : { by };
}

/** By absolute paths, so that the command works in any folder. Whatever was sent has passed the filters. */
function openAgain(manifest: Manifest, histories: ReturnType<typeof readFirstReading>['files']): Dump {
  const inputs = manifest.inputs.filter(({ path }) => !isSkipped(path, manifest.skipped_files ?? []));
  const known = histories.flatMap((history, at) => {
    const input = inputs[at];
    return input === undefined ? [] : [{ ...history, file: input.path }];
  });
  const history = new DumpHistory(new Map(known.map(({ file, bytes }) => [file, bytes])), known);
  return createDump({
    files: known.map(({ file }) => file),
    reading: manifest.reading,
    mapping: manifest.mapping,
    names: manifest.names,
    filters: { ignoreIntegrations: true, consent: [], only: [], exclude: [] },
    suppression: undefined,
    history,
  });
}

async function* readWanted(
  dump: Dump,
  calls: readonly SentCall[],
  wanted: ReadonlyMap<number, SentCall>,
): AsyncGenerator<readonly SourceCall[]> {
  const last = calls.at(-1)?.position ?? 0;
  for await (const batch of dump.read(calls[0]?.position)) {
    if ((batch[0]?.position ?? 0) > last) return;
    yield batch.filter(({ position }) => wanted.has(position));
  }
}
