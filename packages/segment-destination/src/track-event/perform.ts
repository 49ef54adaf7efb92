import type { ActionDefinition } from '@segment/actions-core';
import { deliverCalls } from '../deliver-calls';
import { toHostError } from '../host-error';
import { sendByHost } from '../host-http';
import type { Settings } from '../generated-types';
import type { Payload } from './generated-types';
import { tellNotes } from '../tell-notes';
import { toTrackCall } from './to-track-call';

/** Sends one event, and throws one of Segment's errors where that was not to be. */
export const perform: ActionDefinition<Settings, Payload>['perform'] = async (request, data) => {
  const { payload, settings, signal } = data;
  const [ended] = await deliverCalls([toTrackCall(payload)], { http: sendByHost(request), settings, signal });
  if (ended === undefined) throw new TypeError('One call has one end.');
  if (ended.outcome === 'failed') throw toHostError(ended.failure);
  return { by: ended.by, notes: tellNotes(ended.notes) };
};
