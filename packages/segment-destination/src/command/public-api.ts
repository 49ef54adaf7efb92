import { asObject, withDeadline } from '@intercom-destination/core';
import { Refused } from './refused';

/** Segment's Public API. `path` begins with a slash; what comes back is the `data` of the answer. Throws `Refused`. */
export type PublicApi = (
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
  path: string,
  body?: object,
) => Promise<Readonly<Record<string, unknown>>>;

const TIMEOUT_MS = 30_000;
const LIST_COUNT = 100;
/** Ours: a workspace has some dozens of functions and destinations. */
const PAGES_MAX = 100;

export function openPublicApi(url: string, token: string): PublicApi {
  return async (method, path, body) => {
    const response = await send(url + path, {
      method,
      headers: {
        Authorization: `Bearer ${token}`,
        Accept: 'application/json',
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      redirect: 'manual',
    });
    const text = response.text.replaceAll(token, '…');
    if (response.status >= 200 && response.status < 300) return dataOf(text, method, path);
    throw new Refused(describeRefusal(response.status, text, `${method} ${path}`));
  };
}

/** All entries of a list, page by page. */
export async function listAll(
  api: PublicApi,
  path: string,
  name: string,
): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const entries: Readonly<Record<string, unknown>>[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < PAGES_MAX; page += 1) {
    const query = new URLSearchParams({ 'pagination[count]': String(LIST_COUNT) });
    if (cursor !== undefined) query.set('pagination[cursor]', cursor);
    const data = await api('GET', `${path}${path.includes('?') ? '&' : '?'}${query.toString()}`);
    const listed = data[name];
    if (!Array.isArray(listed)) throw new Refused(`Segment's list of ${name} is none.`);
    for (const entry of listed as readonly unknown[]) entries.push(asObject(entry) ?? {});
    const next = asObject(data['pagination'])?.['next'];
    if (typeof next !== 'string') return entries;
    cursor = next;
  }
  throw new Refused(`The workspace has more ${name} than this command looks through.`);
}

async function send(url: string, options: RequestInit): Promise<{ status: number; text: string }> {
  try {
    return await withDeadline(TIMEOUT_MS, undefined, async (signal) => {
      const response = await fetch(url, { ...options, signal });
      return { status: response.status, text: await response.text() };
    });
  } catch (error) {
    const { name, cause } = error as Error & { readonly cause?: { readonly code?: unknown } };
    const code = typeof cause?.code === 'string' ? cause.code : name;
    throw new Refused(`Segment's Public API cannot be reached (${code}). Give the same command again.`);
  }
}

function dataOf(text: string, method: string, path: string): Readonly<Record<string, unknown>> {
  const data = asObject(asObject(parse(text))?.['data']);
  if (data === undefined) throw new Refused(`What answers to ${method} ${path} is not Segment's Public API.`);
  return data;
}

function describeRefusal(status: number, text: string, what: string): string {
  const said = wordsOf(text);
  switch (status) {
    case 401:
      return `Segment refuses the token in SEGMENT_PUBLIC_API_TOKEN (401).${said}`;
    case 403:
      return `The token may not do this: ${what} (403). It needs the role Workspace Owner, or one that may edit functions, sources and destinations.${said}`;
    case 429:
      return `Segment's Public API is asked too often (429). Give the same command again in a minute.${said}`;
    default:
      return status >= 500
        ? `Segment's Public API answers ${status}. Give the same command again later.${said}`
        : `Segment refuses ${what} (${status}).${said}`;
  }
}

/** What Segment said, as a sentence after a blank; empty: nothing. */
function wordsOf(text: string): string {
  const errors = asObject(parse(text))?.['errors'];
  if (!Array.isArray(errors)) return '';
  const messages = (errors as readonly unknown[]).flatMap((error) => {
    const message = asObject(error)?.['message'];
    return typeof message === 'string' ? [message] : [];
  });
  return messages.length === 0 ? '' : ` Segment says: ${messages.join('; ')}`;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
