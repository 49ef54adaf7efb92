import type { ActionDefinition } from '@segment/actions-core';
import { deliverCall } from '../deliver-call';
import type { Settings } from '../generated-types';
import { toHostError } from '../host-error';
import { sendByHost } from '../host-http';
import { tellNotes } from '../tell-notes';
import { withinTime } from '../within-time';
import type { Payload } from './generated-types';
import { openPayloadReader } from './read-payload';

/** Sends one event, and throws one of Segment's errors where that was not to be. */
export const perform: ActionDefinition<Settings, Payload>['perform'] = async (request, data) => {
  const ended = await withinTime(data.signal, (end) =>
    deliverCall(data.payload, () => openPayloadReader(data), {
      http: sendByHost(request, end),
      settings: data.settings,
      signal: end.signal,
    }),
  );
  if (ended.outcome === 'failed') throw toHostError(ended.failure);
  return { by: ended.by, notes: tellNotes(ended.notes) };
};
