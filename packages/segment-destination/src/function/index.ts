import { deliverBatch } from '../deliver-batch';
import { deliverCall, type OpenReader } from '../deliver-call';
import { statusOf, type Failure } from '../failure';
import type { HostCall } from '../host-call';
import { pollSignal } from '../polled-signal';
import { requestDeletion, requestDeletions } from '../request-deletion';
import { TIME_BUDGET_MS } from '../time-budget';
import { notSupported, toFunctionError } from './function-error';
import { readFunctionSettings, type FunctionSettings } from './function-settings';
import { sendByNodeFetch } from './node-fetch';

type Event = Readonly<Record<string, unknown>>;

/** Sends one event, and throws one of Segment's errors where that was not to be. */
export async function onTrack(event: Event, settings: FunctionSettings): Promise<void> {
  const { host, openReader } = open(settings);
  const ended = await deliverCall(event, openReader, host);
  if (ended.outcome === 'failed') throw toFunctionError(ended.failure);
}

type Answer = { readonly status: number; readonly errormessage?: string };

/**
 * Sends a batch, one request an event, and says of each how it ended. Segment mixes all types: a deletion is carried out, and
 * what is neither that nor a track call is passed over, which is no failure.
 */
export async function onBatch(events: readonly Event[], settings: FunctionSettings): Promise<Answer[]> {
  const { host, openReader } = open(settings);
  const answers = events.map((): Answer => ({ status: 200 }));
  const at = (places: readonly number[]) => places.map((place) => events[place] ?? {});
  const tracks = placesOf(events, 'track');
  const delivered = await deliverBatch(at(tracks), openReader, host);
  tellFailures(answers, tracks, delivered);
  const deletions = placesOf(events, 'delete');
  tellFailures(answers, deletions, await requestDeletions(at(deletions), host));
  return answers;
}

/** `ends` are in the order of `places`. */
function tellFailures(
  answers: Answer[],
  places: readonly number[],
  ends: readonly (object | { readonly failure: Failure })[],
): void {
  for (const [index, place] of places.entries()) {
    const end = ends[index];
    if (end === undefined || !('failure' in end)) continue;
    answers[place] = { status: statusOf(end.failure), errormessage: end.failure.message };
  }
}

/** Where the events of a type are. One without a type is a track call. */
function placesOf(events: readonly Event[], type: 'track' | 'delete'): readonly number[] {
  return [...events.keys()].filter((at) => {
    const given = events[at]?.['type'] ?? 'track';
    return typeof given === 'string' && given.toLowerCase() === type;
  });
}

/** Asks Intercom to delete the person for good. */
export async function onDelete(event: Event, settings: FunctionSettings): Promise<void> {
  const answer = await requestDeletion(event, open(settings).host);
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

/** A function gets the whole event, which is the call. */
function open(given: FunctionSettings): { readonly host: HostCall; readonly openReader: OpenReader<Event> } {
  const { settings, mapping } = readFunctionSettings(given);
  const endMs = Date.now() + TIME_BUDGET_MS;
  return {
    host: { http: sendByNodeFetch(), settings, signal: pollSignal(() => Date.now() >= endMs) },
    openReader: () => (call) => ({ call, mapping }),
  };
}
