import type { ActionDefinition } from '@segment/actions-core';
import { toHostError } from '../failure';
import type { Settings } from '../generated-types';
import { deliverPayloads } from './deliver-payloads';
import type { Payload } from './generated-types';
import { tellNotes } from './tell-notes';

/** Sends one event, and throws one of Segment's errors where that was not to be. */
export const perform: ActionDefinition<Settings, Payload>['perform'] = async (request, data) => {
  const { payload, settings, signal } = data;
  const [ended] = await deliverPayloads([payload], { request, settings, signal });
  if (ended === undefined) throw new TypeError('One payload has one end.');
  if (ended.outcome === 'failed') throw toHostError(ended.failure);
  return { by: ended.by, notes: tellNotes(ended.notes) };
};
