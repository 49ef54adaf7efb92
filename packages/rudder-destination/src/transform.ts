import {
  asObject,
  createMapper,
  EVENTS_PATH,
  toUnsentRequest,
  type Mapped,
  type TrackCall,
  type TrackCallMapper,
} from '@intercom-destination/core';
import { readConfig, type CompiledConfig } from './config/read-config';
import { toDestInfo, type DestInfo } from './dest-info';
import { readMessage } from './read-message';
import type { Refusal } from './refusal';
import type { DeliveryRequest, RudderDestination, RudderSecret } from './rudder-types';

/** What became of an event. */
export type Transformed =
  | {
      readonly ok: true;
      readonly request: DeliveryRequest;
      /** For a delivery by proxy; `undefined`: there is nothing to tell it. */
      readonly destInfo: DestInfo | undefined;
    }
  | { readonly ok: false; readonly refusal: Refusal };

export type ConfigReader = (destination: RudderDestination, secret?: RudderSecret) => CompiledConfig;

/** Makes a request of an event, or says why not. Throws `SettingsError`, and on what is no event at all. */
export function transform(input: unknown, read: ConfigReader = readConfig): Transformed {
  const { message, metadata, destination } = input as Partial<Event>;
  const done = asRequest(message);
  if (done !== undefined) return { ok: true, request: done, destInfo: undefined };
  const found = readMessage(message);
  switch (found.kind) {
    case 'no_message':
      return refuse('bad_event', 'The event has no message that is an object.');
    case 'other_type':
      return refuse(
        'unsupported',
        `Only track calls become Intercom events: message type ${found.type} is not supported.`,
      );
    case 'badly_mapped':
      return refuse('bad_event', found.says);
    case 'track_call':
    case 'mapped_call':
      break;
    default:
      return found satisfies never;
  }
  if (!destination) return refuse('bad_settings', 'The event has no destination.');
  const config = read(destination, metadata?.secret ?? undefined);
  const { call } = found;
  if (config.isOptedOut(message)) {
    return refuse('left_out', "The event's integrations keep it from Intercom.");
  }
  const map = found.kind === 'track_call' ? config.mapTrackCall : mapperOfMapped(config);
  return toTransformed(map(call), found.kind === 'mapped_call' ? found.arrived : call, config);
}

interface Event {
  readonly message: unknown;
  readonly metadata: { readonly secret?: RudderSecret | null } | null;
  readonly destination: RudderDestination | null;
}

function toTransformed(mapped: Mapped, call: TrackCall, config: CompiledConfig): Transformed {
  if (!mapped.ok) {
    const { code, message } = mapped.refusal;
    return refuse(code === 'skipped_by_rule' ? 'left_out' : 'bad_event', message);
  }
  const { dataEvent, identity } = mapped;
  const { url, headers } = unsentRequestOf(config);
  const request: DeliveryRequest = {
    version: '1',
    type: 'REST',
    method: 'POST',
    endpoint: url,
    endpointPath: EVENTS_PATH,
    userId: asText(call.userId) ?? asText(call.anonymousId) ?? '',
    headers: { ...headers },
    params: {},
    files: {},
    body: { JSON: dataEvent as unknown as JsonMap, JSON_ARRAY: {}, XML: {}, FORM: {} },
  };
  return { ok: true, request, destInfo: toDestInfo(call, identity, config) };
}

function refuse(kind: Refusal['kind'], message: string): Transformed {
  return { ok: false, refusal: { kind, message } };
}

function asText(id: unknown): string | undefined {
  return typeof id === 'string' || typeof id === 'number' ? String(id) : undefined;
}

type JsonMap = DeliveryRequest['body']['JSON'];
type UnsentRequest = ReturnType<typeof toUnsentRequest>;

const unsentRequests = new WeakMap<CompiledConfig, UnsentRequest>();

/** The same for all events of a destination. */
function unsentRequestOf(config: CompiledConfig): UnsentRequest {
  const known = unsentRequests.get(config);
  if (known !== undefined) return known;
  const unsent = toUnsentRequest(config.workspace);
  unsentRequests.set(config, unsent);
  return unsent;
}

const mappersOfMapped = new WeakMap<CompiledConfig, TrackCallMapper>();

/** Whoever has mapped an event has named it and chosen its time, so no rule, style or path changes that. */
function mapperOfMapped(config: CompiledConfig): TrackCallMapper {
  const known = mappersOfMapped.get(config);
  if (known !== undefined) return known;
  const mapper = createMapper({
    ...config.settings,
    events: { unlisted: 'send', rules: [] },
    nameStyle: 'as_sent',
    timeFrom: [],
  });
  mappersOfMapped.set(config, mapper);
  return mapper;
}

/**
 * What an earlier transformation made, to be handed on as it is. `undefined`: it is an event still, or such that the
 * server could not read the answer that holds it.
 */
function asRequest(message: unknown): DeliveryRequest | undefined {
  if (typeof message !== 'object' || message === null || !('statusCode' in message) || !message.statusCode) {
    return undefined;
  }
  const { type, method, endpoint, endpointPath, userId, headers, params, files, body } = message as Record<
    string,
    unknown
  >;
  const isRequest =
    type === 'REST' &&
    typeof method === 'string' &&
    typeof endpoint === 'string' &&
    isTextIfThere(endpointPath) &&
    isTextIfThere(userId) &&
    isMapIfThere(headers, (value) => typeof value === 'string') &&
    isMapIfThere(params, () => true) &&
    isMapIfThere(files, () => true) &&
    isMapOf(body, (value) => isMapOf(value, () => true));
  return isRequest ? (message as unknown as DeliveryRequest) : undefined;
}

function isTextIfThere(value: unknown): boolean {
  return isAbsent(value) || typeof value === 'string';
}

function isMapIfThere(value: unknown, isEntry: (entry: unknown) => boolean): boolean {
  return isAbsent(value) || isMapOf(value, isEntry);
}

/** To the server, null is as good as nothing. */
function isAbsent(value: unknown): boolean {
  return value === undefined || value === null;
}

function isMapOf(value: unknown, isEntry: (entry: unknown) => boolean): boolean {
  const map = asObject(value);
  return map !== undefined && Object.values(map).every(isEntry);
}
