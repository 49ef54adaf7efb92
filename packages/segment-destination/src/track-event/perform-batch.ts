import { MultiStatusResponse, type ActionDefinition, type JSONLikeObject } from '@segment/actions-core';
import { deliverBatch } from '../deliver-batch';
import type { CallResult } from '../deliver-call';
import { statusOf, type Failure } from '../failure';
import type { Settings } from '../generated-types';
import { sendByHost } from '../host-http';
import { tellNotes } from '../tell-notes';
import { withinTime } from '../within-time';
import type { Payload } from './generated-types';
import { openPayloadReader } from './read-payload';

/** Sends a batch, one request an event, and says of each how it ended. */
export const performBatch: Required<ActionDefinition<Settings, Payload>>['performBatch'] = async (
  request,
  data,
) => {
  const all = await withinTime(data.signal, (end) =>
    deliverBatch(data.payload, () => openPayloadReader(data), {
      http: sendByHost(request, end),
      settings: data.settings,
      signal: end.signal,
    }),
  );
  const response = new MultiStatusResponse();
  all.forEach((ended, index) => {
    setResponse(response, index, ended);
  });
  return response;
};

/** Intercom's answer to an event that it takes. */
const ACCEPTED = 202;

function setResponse(response: MultiStatusResponse, index: number, ended: CallResult): void {
  const notes = tellNotes(ended.notes);
  const sent = ended.dataEvent as unknown as JSONLikeObject | undefined;
  if (ended.outcome === 'accepted') {
    response.setSuccessResponseAtIndex(index, {
      status: ACCEPTED,
      sent: sent ?? {},
      body: { by: ended.by, notes },
    });
    return;
  }
  const { failure } = ended;
  response.setErrorResponseAtIndex(index, {
    status: statusOf(failure),
    errormessage: failure.message,
    ...errorTypeOf(failure),
    ...(sent === undefined ? {} : { sent, body: { notes } }),
  });
}

/** Without one, Segment takes the name of the status. */
function errorTypeOf({ kind }: Failure): {
  errortype?: 'INVALID_AUTHENTICATION' | 'PAYLOAD_VALIDATION_FAILED';
} {
  if (kind === 'unauthorised') return { errortype: 'INVALID_AUTHENTICATION' };
  return kind === 'bad_call' ? { errortype: 'PAYLOAD_VALIDATION_FAILED' } : {};
}
