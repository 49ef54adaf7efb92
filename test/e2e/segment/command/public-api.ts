import { createHash } from 'node:crypto';
import { startStandIn, type ReceivedRequest, type StandIn } from '../../stand-in';

/**
 * Segment's Public API, as far as the command uses it. Paths, fields, limits and errors are those of
 * segmentio/public-api-sdk-typescript 73.2.0 (3780bc60 of 2026-08-20) and of docs.segmentapis.com; that a function's `catalogId`
 * is the `metadataId` of its destinations is what its migration table suggests, and was not tried with an account.
 */
export interface PublicApiDouble extends Pick<StandIn, 'url' | 'requests'> {
  readonly token: string;
  readonly functions: Map<string, StoredFunction>;
  readonly destinations: Map<string, StoredDestination>;
  readonly filters: Map<string, object>;
  /** What is answered instead, to requests of the method whose path begins so. */
  readonly faults: { method: string; path: string; status: number; body?: object }[];
}

export interface StoredFunction {
  readonly id: string;
  readonly resourceType: string;
  readonly catalogId?: string;
  code: string;
  settings: Record<string, unknown>[];
  displayName: string;
}

export interface StoredDestination {
  readonly id: string;
  readonly sourceId: string;
  readonly metadata: { readonly id: string };
  readonly enabled: boolean;
  name: string;
  settings: Record<string, unknown>;
}

const TOKEN = 'segment-token';
const SOURCES = ['source1', 'source2'];
const WORKSPACE = 'Workspace';
const SETTING_TYPES = ['ARRAY', 'BOOLEAN', 'STRING', 'TEXT_MAP'];
/** Smaller than Segment's, so that lists have pages. */
const PAGE_MAX = 2;

export async function startPublicApi(): Promise<PublicApiDouble> {
  const functions = new Map<string, StoredFunction>();
  const destinations = new Map<string, StoredDestination>();
  const filters = new Map<string, object>();
  const faults: PublicApiDouble['faults'] = [];
  let made = 0;

  const routes: readonly [method: string, path: RegExp, answer: Route][] = [
    ['GET', /^\/sources\/([^/]*)$/, (id) => (SOURCES.includes(id) ? ok({ source: { id } }) : missing())],
    [
      'GET',
      /^\/functions$/,
      (_, __, query) => page('functions', [...functions.values()].map(withoutCode), query),
    ],
    ['GET', /^\/functions\/([^/]+)$/, (id) => found('function', functions.get(id))],
    ['POST', /^\/functions$/, (_, body) => createFunction(body)],
    ['PATCH', /^\/functions\/([^/]+)$/, (id, body) => patch('function', functions.get(id), body)],
    [
      'DELETE',
      /^\/functions\/([^/]+)$/,
      (id) => (functions.delete(id) ? ok({ status: 'SUCCESS' }) : missing()),
    ],
    [
      'GET',
      /^\/destinations$/,
      (_, __, query) => page('destinations', [...destinations.values()].map(masked), query),
    ],
    ['POST', /^\/destinations$/, (_, body) => createDestination(body)],
    ['PATCH', /^\/destinations\/([^/]+)$/, (id, body) => patch('destination', destinations.get(id), body)],
    [
      'DELETE',
      /^\/destinations\/([^/]+)$/,
      (id) => (destinations.delete(id) ? ok({ status: 'SUCCESS' }) : missing()),
    ],
    [
      'GET',
      /^\/destination\/([^/]+)\/filters$/,
      (_, __, query) => page('filters', [...filters.values()], query),
    ],
    ['POST', /^\/destination\/([^/]+)\/filters$/, (id, body) => createFilter(id, body)],
  ];

  const { url, requests } = await startStandIn((response, request) => {
    const { status, body } = answerTo(request);
    response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
  });
  return { url, requests, token: TOKEN, functions, destinations, filters, faults };

  function answerTo({ method, path, headers, body }: ReceivedRequest): Answer {
    if (headers.authorization !== `Bearer ${TOKEN}`) return refused(401, 'Invalid token');
    const { pathname, searchParams } = new URL(path, 'http://api');
    const fault = faults.find((one) => one.method === method && pathname.startsWith(one.path));
    if (fault !== undefined) return { status: fault.status, body: fault.body ?? errors('fault', 'As told') };
    for (const [routeMethod, pattern, answer] of routes) {
      const matched = routeMethod === method ? pattern.exec(pathname) : null;
      const given = body === '' ? {} : (JSON.parse(body) as Record<string, unknown>);
      if (matched !== null) return answer(decodeURIComponent(matched[1] ?? ''), given, searchParams);
    }
    return missing();
  }

  function createFunction(given: Record<string, unknown>): Answer {
    const { code, settings = [], displayName, resourceType } = given;
    if (typeof code !== 'string' || typeof displayName !== 'string' || resourceType !== 'DESTINATION') {
      return refused(422, 'code, displayName and resourceType are required');
    }
    const bad = (settings as Record<string, unknown>[]).find(
      ({ name, label, description, type, required, sensitive }) =>
        ![name, label, description].every((text) => typeof text === 'string') ||
        !SETTING_TYPES.includes(String(type)) ||
        typeof required !== 'boolean' ||
        typeof sensitive !== 'boolean',
    );
    if (bad !== undefined) return refused(422, `setting ${String(bad['name'])}`);
    made += 1;
    const id = `dfn_${made}`;
    const stored: StoredFunction = {
      ...{ id, resourceType, code, catalogId: createHash('sha1').update(id).digest('hex').slice(0, 24) },
      // Destination functions have the workspace's name behind theirs.
      displayName: `${displayName} (${WORKSPACE})`,
      settings: settings as Record<string, unknown>[],
    };
    functions.set(id, stored);
    return ok({ function: stored });
  }

  function createDestination(given: Record<string, unknown>): Answer {
    const { sourceId, metadataId, enabled = true, name = '', settings } = given;
    if (!SOURCES.includes(String(sourceId)) || typeof settings !== 'object') {
      return refused(422, 'sourceId and settings are required');
    }
    const known = [...functions.values()].some(({ catalogId }) => catalogId === metadataId);
    if (!known) return refused(404, 'metadata not found');
    made += 1;
    const stored = {
      ...{ id: `dest${made}`, sourceId, metadata: { id: metadataId }, enabled, name, settings },
    } as StoredDestination;
    destinations.set(stored.id, stored);
    return ok({ destination: stored });
  }

  function createFilter(id: string, given: Record<string, unknown>): Answer {
    if (!destinations.has(id)) return missing();
    made += 1;
    const filter = { id: `filter${made}`, ...given };
    filters.set(filter.id, filter);
    return ok({ filter });
  }
}

type Route = (id: string, body: Record<string, unknown>, query: URLSearchParams) => Answer;

interface Answer {
  readonly status: number;
  readonly body: object;
}

function ok(data: object): Answer {
  return { status: 200, body: { data } };
}

function errors(type: string, message: string): object {
  return { errors: [{ type, message }] };
}

function refused(status: number, message: string): Answer {
  return { status, body: errors('validation', message) };
}

function missing(): Answer {
  return refused(404, 'Resource not found');
}

function found(name: string, stored: object | undefined): Answer {
  return stored === undefined ? missing() : ok({ [name]: stored });
}

function patch(name: string, stored: object | undefined, given: Record<string, unknown>): Answer {
  if (stored === undefined) return missing();
  Object.assign(stored, given);
  return ok({ [name]: stored });
}

/** A list has no code. */
function withoutCode({ id, displayName, resourceType, catalogId }: StoredFunction): object {
  return { id, displayName, resourceType, catalogId };
}

function masked(destination: StoredDestination): object {
  return { ...destination, settings: { ...destination.settings, accessToken: '••••••••' } };
}

function page(name: string, all: readonly object[], query: URLSearchParams): Answer {
  const count = Math.min(PAGE_MAX, Number(query.get('pagination[count]') ?? PAGE_MAX));
  const from = Number(query.get('pagination[cursor]') ?? 0);
  const next = from + count < all.length ? String(from + count) : undefined;
  return ok({ [name]: all.slice(from, from + count), pagination: { current: String(from), next } });
}
