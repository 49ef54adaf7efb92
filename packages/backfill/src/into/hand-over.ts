import type { CallToDeliver } from '../delivery/deliver-call';
import { runLanes } from '../delivery/lanes';
import { recordUnsent } from '../delivery/record-unsent';
import { untilAborted } from '../delivery/until-aborted';
import type { Overlaps } from '../overlaps/overlaps';
import { settleFate } from '../overlaps/settle-fate';
import type { Dump } from '../reading/dump';
import type { RunJournal } from '../run-directory/run-journal';
import type { DeliveryEnd, SafetyStop } from '../run-directory/run-state';
import type { SourceCall } from '../sources/read-calls';
import type { Handover } from '../target/handover';
import { INGESTION_FACTS } from '../target/ingestion';
import type { StopRequest } from '../terminal/stop-signals';
import type { BatchSender } from './batch-sender';
import type { CallPace } from './call-pace';
import { packBatches, toBody, type PackedCall } from './pack-batches';
import { toIngestedCall } from './to-ingested-call';

export interface HandOverOptions {
  readonly dump: Dump;
  readonly overlaps: Overlaps;
  readonly journal: RunJournal;
  readonly handover: Handover;
  /** As in the mapping. */
  readonly sendAnonymousId: boolean;
  readonly sender: BatchSender;
  readonly pace: CallPace;
  /** Requests under way at once. */
  readonly concurrency: number;
  readonly stopRequest: StopRequest;
  /** Asked after each batch. */
  readonly shouldStop: () => SafetyStop | undefined;
  readonly onEnded: () => void;
}

type Packed = PackedCall<{ readonly source: SourceCall; readonly fate: CallToDeliver }>;

/** Hands over every call that has not ended yet, in batches, and has each end in the journal before the next begins. */
export async function handOver(options: HandOverOptions): Promise<DeliveryEnd> {
  const { handover, pace, stopRequest, sender, journal } = options;
  const { drain, abort } = stopRequest;
  let end: DeliveryEnd | undefined;

  async function work(batch: readonly Packed[]): Promise<'go_on' | 'stop'> {
    if (drain.signal.aborted) return 'stop';
    await untilAborted(pace.take(batch.length, drain.signal), abort.signal);
    if (!(await send(batch))) return 'stop';
    options.onEnded();
    const stop = options.shouldStop();
    if (stop === undefined) return 'go_on';
    end ??= { state: stop };
    return 'stop';
  }

  /** Whether to go on. A batch that is refused is halved until the call is alone that will not do. */
  async function send(batch: readonly Packed[]): Promise<boolean> {
    const sent = await sender.send(toBody(batch), abort.signal);
    switch (sent.outcome) {
      case 'halted':
        end ??= { state: sent.state };
        return false;
      case 'handed_over':
        for (const { call } of batch) journal.recordEnd(call.source, sent);
        return true;
      case 'refused': {
        const [first] = batch;
        if (batch.length === 1 && first !== undefined) {
          recordRefused(first, sent, journal);
          return true;
        }
        const half = Math.ceil(batch.length / 2);
        return (await send(batch.slice(0, half))) && (await send(batch.slice(half)));
      }
      default:
        return sent satisfies never;
    }
  }

  const { limits } = INGESTION_FACTS[handover.kind];
  const batches = packBatches(callsToHandOver(options), limits, () => pace.callsAtOnce);
  try {
    await runLanes(oneByOne(batches), options.concurrency, work);
  } catch (error) {
    if (error !== abort.signal.reason && error !== drain.signal.reason) throw error;
  }
  return end ?? { state: drain.signal.aborted || abort.signal.aborted ? 'paused' : 'finished' };
}

/** The calls to be handed over; whatever else a call comes to is recorded on the way. */
async function* callsToHandOver({
  dump,
  overlaps,
  journal,
  handover,
  sendAnonymousId,
  stopRequest,
  onEnded,
}: HandOverOptions): AsyncGenerator<Packed> {
  for await (const batch of dump.read(journal.firstUnended)) {
    for (const source of batch) {
      if (stopRequest.drain.signal.aborted) return;
      if (journal.hasEnded(source.position)) continue;
      const fate = settleFate(dump.decideFate(source), overlaps.at(source.position));
      if (fate.kind !== 'to_deliver') recordUnsent(source, fate, journal);
      else {
        const ingested = toIngestedCall(source, fate, handover, sendAnonymousId);
        if (ingested.ok) {
          yield { call: { source, fate }, json: ingested.json, bytes: ingested.bytes };
          continue;
        }
        recordUnsent(source, { kind: 'refused', refusal: ingested.refusal }, journal);
      }
      onEnded();
    }
  }
}

function recordRefused(
  { call: { source, fate } }: Packed,
  { status, attempts }: { readonly status: number; readonly attempts: number },
  journal: RunJournal,
): void {
  const error = { code: `http_${status}` };
  const kept = { reason: 'refused', maybe_stored: false, error, data_event: fate.mapped.dataEvent };
  journal.recordEnd(source, { outcome: 'dead_letter', code: 'refused', attempts }, kept);
}

/** Each batch is one piece of work. */
async function* oneByOne<T>(batches: AsyncIterable<T>): AsyncGenerator<readonly T[]> {
  for await (const batch of batches) yield [batch];
}
