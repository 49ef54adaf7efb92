import { deliverBatch } from '../deliver-batch';
import { deliverCall } from '../deliver-call';
import { statusOf, type Failure } from '../failure';
import type { HostCall } from '../host-call';
import { requestDeletion, requestDeletions } from '../request-deletion';
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

type Answer = { readonly status: number; readonly errormessage?: string };

/**
 * Sends a batch, one request an event, and says of each how it ended. Segment mixes all types: a deletion is carried out, and
 * what is neither that nor a track call is passed over, which is no failure.
 */
export async function onBatch(events: readonly Event[], settings: FunctionSettings): Promise<Answer[]> {
  const host = open(settings);
  const answers = events.map((): Answer => ({ status: 200 }));
  const tracks = placesOf(events, 'track');
  const ended = await deliverBatch(
    tracks.map((at) => events[at] ?? {}),
    host,
  );
  for (const [index, at] of tracks.entries()) {
    const result = ended[index];
    if (result?.outcome === 'failed') answers[at] = toAnswer(result.failure);
  }
  const deletions = placesOf(events, 'delete');
  const deleted = await requestDeletions(
    deletions.map((at) => events[at] ?? {}),
    host,
  );
  for (const [index, at] of deletions.entries()) {
    const answer = deleted[index];
    if (answer !== undefined && 'failure' in answer) answers[at] = toAnswer(answer.failure);
  }
  return answers;
}

/** Where the events of a type are. One without a type is a track call. */
function placesOf(events: readonly Event[], type: 'track' | 'delete'): readonly number[] {
  return [...events.keys()].filter((at) => {
    const given = events[at]?.['type'] ?? 'track';
    return typeof given === 'string' && given.toLowerCase() === type;
  });
}

function toAnswer(failure: Failure): Answer {
  return { status: statusOf(failure), errormessage: failure.message };
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
