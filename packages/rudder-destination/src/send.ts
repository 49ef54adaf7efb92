import { sendByFetch, type HttpSend } from '@intercom-destination/core';
import { findNetwork } from './find-network';
import { sendByNetwork } from './send-by-network';

/** Sends by the transformer's own client where that can be reached, else by `fetch`. */
export const send: HttpSend = (request, signal) => {
  chosen ??= choose();
  return chosen(request, signal);
};

/** Chosen at the first request: while the transformer loads, its client may not be whole. */
let chosen: HttpSend | undefined;

function choose(): HttpSend {
  const network = findNetwork(__dirname);
  return network === undefined ? sendByFetch : sendByNetwork(network);
}
