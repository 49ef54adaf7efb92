import { deliverBatch } from '../deliver-batch';
import { deliverCall } from '../deliver-call';
import { statusOf } from '../failure';
import type { HostCall } from '../host-call';
import { requestDeletion } from '../request-deletion';
import { TIME_BUDGET_MS } from '../time-budget';
import { notSupported, toFunctionError } from './function-error';
import { readFunctionSettings, type FunctionSettings } from './function-settings';
import { sendByNodeFetch } from './node-fetch';
import { pollSignal } from './polled-signal';

type Event = Readonly<Record<string, unknown>>;

/** Sends one event, and throws one of Segment's errors where that was not to be. */
export async function onTrack(event: Event, settings: FunctionSettings): Promise<void> {
  const ended = await deliverCall(event, open(settings));
  if (ended.outcome === 'failed') throw toFunctionError(ended.failure);
}

/** Sends a batch, one request an event, and says of each how it ended. What is no track call is refused. */
export async function onBatch(
  events: readonly Event[],
  settings: FunctionSettings,
): Promise<{ status: number; errormessage?: string }[]> {
  const all = await deliverBatch(events, open(settings));
  return all.map((ended) =>
    ended.outcome === 'accepted'
      ? { status: 200 }
      : { status: statusOf(ended.failure), errormessage: ended.failure.message },
  );
}

/** Asks Intercom to delete the person for good. */
export async function onDelete(event: Event, settings: FunctionSettings): Promise<void> {
  const answer = await requestDeletion(event, open(settings));
  if ('failure' in answer) throw toFunctionError(answer.failure);
}

export function onIdentify(): never {
  throw notSupported('identify');
}

export function onGroup(): never {
  throw notSupported('group');
}

export function onPage(): never {
  throw notSupported('page');
}

export function onScreen(): never {
  throw notSupported('screen');
}

export function onAlias(): never {
  throw notSupported('alias');
}

function open(settings: FunctionSettings): HostCall {
  return {
    http: sendByNodeFetch(),
    settings: readFunctionSettings(settings),
    signal: pollSignal(TIME_BUDGET_MS),
  };
}
