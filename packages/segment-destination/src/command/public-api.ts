import { asObject, withDeadline } from '@intercom-destination/core';
import { Refused } from './refused';

/** Segment's Public API. `path` begins with a slash; what comes back is the `data` of the answer. Throws `Refused`. */
export type PublicApi = (
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
  path: string,
  body?: object,
) => Promise<Readonly<Record<string, unknown>>>;

const TIMEOUT_MS = 30_000;
/** Ours: a function has some 200 kB, and a page of a list less. */
const ANSWER_BYTES_MAX = 16 * 1024 * 1024;
const WORDS_LENGTH_MAX = 500;
const LIST_COUNT = 100;
/** Ours: a workspace has some dozens of functions and destinations. */
const PAGES_MAX = 100;

export function openPublicApi(url: string, token: string): PublicApi {
  return async (method, path, body) => {
    const { status, text } = await send(url + path, {
      method,
      headers: {
        Authorization: `Bearer ${token}`,
        Accept: 'application/json',
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      redirect: 'manual',
    });
    if (status === 204) return {};
    if (status >= 200 && status < 300) return dataOf(text, method, path);
    throw new Refused(describeRefusal(status, text, `${method} ${path}`), status);
  };
}

/** A path of these parts. An id that is empty or dots would make it another one. Throws `Refused`. */
export function pathOf(...parts: readonly string[]): string {
  if (parts.some((part) => part === '' || part === '.' || part === '..')) {
    throw new Refused(`There is no id ${JSON.stringify(parts.at(1) ?? '')}.`);
  }
  return `/${parts.map(encodeURIComponent).join('/')}`;
}

/** All entries of a list that have an id, each once. */
export async function listAll(api: PublicApi, path: string, name: string): Promise<readonly Entry[]> {
  const entries = new Map<string, Entry>();
  let cursor: string | undefined;
  for (let page = 0; page < PAGES_MAX; page += 1) {
    const query = new URLSearchParams({ 'pagination[count]': String(LIST_COUNT) });
    if (cursor !== undefined) query.set('pagination[cursor]', cursor);
    const data = await api('GET', `${path}${path.includes('?') ? '&' : '?'}${query.toString()}`);
    const listed = data[name];
    if (!Array.isArray(listed)) throw new Refused(`Segment's answer holds no list of ${name}.`);
    for (const one of listed as readonly unknown[]) {
      const entry = asObject(one) ?? {};
      const { id } = entry;
      if (typeof id === 'string' && id !== '') entries.set(id, { ...entry, id });
    }
    const next = asObject(data['pagination'])?.['next'];
    if (typeof next !== 'string' || next === '' || next === cursor) return [...entries.values()];
    cursor = next;
  }
  throw new Refused(`The workspace has more ${name} than this command looks through.`);
}

export type Entry = Readonly<Record<string, unknown>> & { readonly id: string };

async function send(url: string, options: RequestInit): Promise<{ status: number; text: string }> {
  const time = { isOver: false };
  try {
    return await withDeadline(TIMEOUT_MS, undefined, async (signal) => {
      signal.addEventListener('abort', () => (time.isOver = true), { once: true });
      const response = await fetch(url, { ...options, signal });
      return { status: response.status, text: await readText(response) };
    });
  } catch (error) {
    if (error instanceof Refused) throw error;
    if (time.isOver)
      throw new Refused("Segment's Public API gave no answer within 30 seconds. Run the same command again.");
    const { name, cause } = error as Error & { readonly cause?: { readonly code?: unknown } };
    const code = typeof cause?.code === 'string' ? cause.code : name;
    throw new Refused(`Segment's Public API cannot be reached (${code}). Run the same command again.`);
  }
}

async function readText({ body }: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  for await (const chunk of (body ?? []) as AsyncIterable<Uint8Array>) {
    bytes += chunk.length;
    if (bytes > ANSWER_BYTES_MAX) throw new Refused("Segment's answer is too long to be one.");
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
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
      return `The token may not do this: ${what} (403). It needs the role Workspace Owner, or one that may edit functions, sources and destinations, in a workspace whose plan has them.${said}`;
    case 429:
      return `Segment's Public API is asked too often (429). Run the same command again in a minute.${said}`;
    default:
      if (status >= 500)
        return `Segment's Public API answers ${status}. Run the same command again later.${said}`;
      if (status < 400) return `The address answers with a redirect (${status}), which is not followed.`;
      return `Segment refuses ${what} (${status}).${said}`;
  }
}

/** What Segment said, as a sentence after a blank; empty: nothing. */
function wordsOf(text: string): string {
  const errors = asObject(parse(text))?.['errors'];
  if (!Array.isArray(errors)) return '';
  const words = (errors as readonly unknown[]).flatMap((error) => {
    const { message, type, field } = asObject(error) ?? {};
    const said = [field, message ?? type].filter((part) => typeof part === 'string' && part !== '');
    return said.length === 0 ? [] : [said.join(': ')];
  });
  return words.length === 0 ? '' : ` Segment says: ${words.join('; ').slice(0, WORDS_LENGTH_MAX)}`;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
