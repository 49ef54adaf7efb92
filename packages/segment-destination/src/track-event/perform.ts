import { withDeadline } from '@intercom-destination/core';
import type { ActionDefinition } from '@segment/actions-core';
import { deliverCall } from '../deliver-call';
import type { Settings } from '../generated-types';
import { toHostError } from '../host-error';
import { sendByHost } from '../host-http';
import { tellNotes } from '../tell-notes';
import { TIME_BUDGET_MS } from '../time-budget';
import type { Payload } from './generated-types';
import { openPayloadReader } from './read-payload';

/** Sends one event, and throws one of Segment's errors where that was not to be. */
export const perform: ActionDefinition<Settings, Payload>['perform'] = async (request, data) => {
  const ended = await withDeadline(TIME_BUDGET_MS, data.signal, (signal) =>
    deliverCall(data.payload, () => openPayloadReader(data), {
      http: sendByHost(request),
      settings: data.settings,
      signal,
    }),
  );
  if (ended.outcome === 'failed') throw toHostError(ended.failure);
  return { by: ended.by, notes: tellNotes(ended.notes) };
};
