import type { IngestionLimits } from '../target/ingestion';

/** A call ready to be handed over. */
export interface PackedCall<Call> {
  readonly call: Call;
  readonly json: string;
  readonly bytes: number;
}

const ENVELOPE = { start: '{"batch":[', end: ']}' };
const ENVELOPE_BYTES = ENVELOPE.start.length + ENVELOPE.end.length;

/** Packs calls, in their order, into batches within the limits. `callsAtOnce` is asked anew for each call. */
export async function* packBatches<Call>(
  calls: AsyncIterable<PackedCall<Call>>,
  { requestBytesMax, callsMax }: IngestionLimits,
  callsAtOnce: () => number,
): AsyncGenerator<readonly PackedCall<Call>[]> {
  let batch: PackedCall<Call>[] = [];
  let bytes = ENVELOPE_BYTES;
  for await (const packed of calls) {
    // A comma stands before all but the first.
    const isFull = batch.length >= Math.min(callsMax, callsAtOnce());
    if (batch.length > 0 && (isFull || bytes + packed.bytes + 1 > requestBytesMax)) {
      yield batch;
      batch = [];
      bytes = ENVELOPE_BYTES;
    }
    batch.push(packed);
    bytes += packed.bytes + 1;
  }
  if (batch.length > 0) yield batch;
}

/** The body of a request with these calls. */
export function toBody(batch: readonly Pick<PackedCall<unknown>, 'json'>[]): string {
  return ENVELOPE.start + batch.map(({ json }) => json).join(',') + ENVELOPE.end;
}
