import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import type { StoredContact } from '../contacts/contact';
import type { StoredEvent } from '../events/stored-event';
import { readFault } from '../faults/read-fault';
import { isForeignOrigin } from '../http/loopback';
import { readBody } from '../http/read-body';
import { readJson } from '../http/read-json';
import { InputError } from '../input-error';
import { isJsonObject } from '../json-value';
import { CONTROL_BODY_MAX_BYTES } from '../limits';
import type { SimulatorStatistics } from '../statistics';
import { readJsonValues, writeJsonLines } from './json-lines';

/** Every path of the control pages starts with this. */
export const CONTROL_PREFIX = '/_simulator/';

/** What the control pages can do: all that a program in the same process can. */
export interface Controlled {
  seedContacts(seeds: Iterable<unknown>): number;
  addFault(fault: unknown): void;
  clearFaults(): void;
  denyPermissions(permissions: unknown): void;
  reset(): void;
  statistics(): SimulatorStatistics;
  storedContacts(): Iterable<StoredContact>;
  storedEvents(): Iterable<StoredEvent>;
}

/** The answer of a control page. Input it cannot use throws an InputError. */
type ControlAnswer =
  | { readonly kind: 'json'; readonly json: unknown }
  | { readonly kind: 'lines'; readonly values: Iterable<unknown> };

type Page = (controlled: Controlled, body: Buffer) => ControlAnswer;

const done: ControlAnswer = { kind: 'json', json: { ok: true } };

const pages: Readonly<Record<string, Page>> = {
  'POST /_simulator/contacts': (controlled, body) => {
    const seeded = controlled.seedContacts(readJsonValues(body));
    return { kind: 'json', json: { seeded } };
  },
  'GET /_simulator/contacts': (controlled) => ({ kind: 'lines', values: controlled.storedContacts() }),
  'GET /_simulator/events': (controlled) => ({ kind: 'lines', values: controlled.storedEvents() }),
  'GET /_simulator/statistics': (controlled) => ({ kind: 'json', json: controlled.statistics() }),
  'POST /_simulator/faults': (controlled, body) => {
    const read = readJson(body);
    if (!read.ok) throw new InputError('The body is not JSON.');
    const faults = (Array.isArray(read.value) ? read.value : [read.value]).map(readFault);
    for (const fault of faults) controlled.addFault(fault);
    return done;
  },
  'DELETE /_simulator/faults': (controlled) => {
    controlled.clearFaults();
    return done;
  },
  'POST /_simulator/permissions': (controlled, body) => {
    const read = readJson(body);
    if (!read.ok || !isJsonObject(read.value)) throw new InputError('The body is not a JSON object.');
    const { denied, ...others } = read.value;
    const [unknown] = Object.keys(others);
    if (unknown !== undefined) throw new InputError(`There is no "${unknown}" here; there is denied.`);
    controlled.denyPermissions(denied);
    return done;
  },
  'POST /_simulator/reset': (controlled) => {
    controlled.reset();
    return done;
  },
};

/** Answers a request to a control page. */
export function handleControl(
  controlled: Controlled,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const { method = '', url = '', headers } = request;
  if (isForeignOrigin(headers.origin, headers.host ?? '')) {
    sendJson(response, 403, { error: 'The control pages take no requests from other web pages.' });
    return;
  }
  const key = `${method} ${url.split('?', 1).join('')}`;
  const page = Object.hasOwn(pages, key) ? pages[key] : undefined;
  if (page === undefined) {
    sendJson(response, 404, {
      error: `There is no such control page; there are ${Object.keys(pages).join(', ')}.`,
    });
    return;
  }
  readBody(request, CONTROL_BODY_MAX_BYTES, (received) => {
    if (received.kind === 'too_large') {
      sendJson(response, 413, { error: `The body is larger than ${CONTROL_BODY_MAX_BYTES} bytes.` });
      return;
    }
    try {
      send(response, page(controlled, received.bytes));
    } catch (error) {
      const isInput = error instanceof InputError;
      sendJson(response, isInput ? 400 : 500, { error: isInput ? error.message : 'The simulator failed.' });
    }
  });
}

function send(response: ServerResponse, answer: ControlAnswer): void {
  if (answer.kind === 'json') {
    sendJson(response, 200, answer.json);
    return;
  }
  response.writeHead(200, { 'Content-Type': 'application/x-ndjson; charset=utf-8' });
  Readable.from(writeJsonLines(answer.values)).pipe(response);
}

function sendJson(response: ServerResponse, status: number, json: unknown): void {
  const body = `${JSON.stringify(json)}\n`;
  response.writeHead(status, {
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': Buffer.byteLength(body),
  });
  response.end(body);
}
