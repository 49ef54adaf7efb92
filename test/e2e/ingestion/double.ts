import type { IncomingMessage, ServerResponse } from 'node:http';
import { startServer } from '../../lifetime/server';
import { isFor, judge, type Call, type Kind } from './rules';

/**
 * What a request meets before the platform's own rules; `taken`: it is stored all the same; `none`: those rules alone;
 * `hold`: it waits until other faults are set.
 */
export type Fault =
  | { readonly kind: 'none'; readonly times: number }
  | { readonly kind: 'hold' }
  | { readonly kind: 'status'; readonly status: number; readonly times: number }
  | { readonly kind: 'drop'; readonly taken: boolean; readonly times: number }
  | { readonly kind: 'latency'; readonly ms: number };

/** A double of a platform's ingestion endpoint, which keeps what its destinations would then receive. */
export interface IngestionDouble {
  readonly url: string;
  readonly writeKey: string;
  /** Of each request that came: its bytes and its calls. */
  readonly requests: readonly { readonly bytes: number; readonly calls: number }[];
  /** Calls that came once more under a message id that is known. */
  readonly repeated: number;
  /** What a destination of this name has received, in the order of arrival. */
  received(destinationName: string): readonly Call[];
  /** Refuses with 400 each batch that has a call of this event. */
  refuseEvent(name: string): void;
  setFaults(faults: readonly Fault[]): void;
}

export async function openIngestion(kind: Kind, writeKey = 'wk-secret-0815'): Promise<IngestionDouble> {
  const requests: { bytes: number; calls: number }[] = [];
  const stored = new Map<unknown, Call>();
  const refusedEvents = new Set<unknown>();
  let faults: { fault: Fault; left: number }[] = [];
  let release: () => void = () => undefined;
  let released = Promise.resolve();
  let repeated = 0;

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString();
    if (`${request.method ?? ''} ${request.url ?? ''}` !== 'POST /v1/batch') {
      response.writeHead(404).end();
      return;
    }
    const { batch } = JSON.parse(body) as { batch: Call[] };
    requests.push({ bytes: Buffer.byteLength(body), calls: batch.length });
    const fault = await nextFault();
    if (fault?.kind === 'status') {
      response.writeHead(fault.status).end('{}');
      return;
    }
    if (fault?.kind !== 'drop' || fault.taken) {
      const isKeyGood = request.headers.authorization === `Basic ${btoa(`${writeKey}:`)}`;
      const isRefused = batch.some(({ event }) => refusedEvents.has(event));
      const judged = isRefused
        ? { status: 400, calls: [] }
        : judge(kind, { body, isKeyGood, now: new Date() });
      for (const call of judged.calls) store(call);
      if (fault === undefined) {
        response.writeHead(judged.status).end(kind === 'segment' ? '{"success":true}' : 'OK');
        return;
      }
    }
    response.destroy();
  }

  function store(call: Call): void {
    if (stored.has(call['messageId'])) repeated += 1;
    else stored.set(call['messageId'], call);
  }

  async function nextFault(): Promise<Extract<Fault, { kind: 'status' | 'drop' }> | undefined> {
    for (const { fault } of faults) {
      if (fault.kind === 'latency') await new Promise((resolve) => setTimeout(resolve, fault.ms));
    }
    const next = faults.find(({ left }) => left > 0);
    if (next === undefined || next.fault.kind === 'latency') return undefined;
    next.left -= 1;
    if (next.fault.kind === 'hold') await released;
    return next.fault.kind === 'status' || next.fault.kind === 'drop' ? next.fault : undefined;
  }

  const { url } = await startServer((request, response) => {
    serve(request, response).catch(() => response.destroy());
  });
  return {
    url,
    writeKey,
    requests,
    get repeated() {
      return repeated;
    },
    received: (name) => [...stored.values()].filter((call) => isFor(name, call)),
    refuseEvent: (name) => {
      refusedEvents.add(name);
    },
    setFaults: (given) => {
      release();
      released = new Promise((resolve) => {
        release = resolve;
      });
      faults = given.map((fault) => ({ fault, left: timesOf(fault) }));
    },
  };
}

/** How many requests meet it before the next fault does; latency is met by all of them. */
function timesOf(fault: Fault): number {
  if (fault.kind === 'hold') return Infinity;
  return fault.kind === 'latency' ? 0 : fault.times;
}
