import { isJsonObject } from '../json-value';
import { CONTACTS_PER_PAGE_DEFAULT, CONTACTS_PER_PAGE_MAX } from '../limits';
import type { ListedContact } from './contact';

/** Which page of the results is asked for. */
export interface PageRequest {
  readonly perPage: number;
  readonly page: number;
  /** The serial of the last contact of the page before; 0 for the first page. */
  readonly afterSerial: number;
}

/** One page, and the cursor of the next if there is one. */
export interface ContactPage {
  readonly contacts: readonly ListedContact[];
  readonly next: { readonly page: number; readonly starting_after: string } | undefined;
}

/** Reads the `pagination` of a search, or the same of a list; undefined if its cursor is not one of ours. */
export function readPageRequest(pagination: unknown): PageRequest | undefined {
  const { per_page, starting_after } = isJsonObject(pagination) ? pagination : {};
  const perPage =
    typeof per_page === 'number' && per_page >= 1
      ? Math.min(Math.floor(per_page), CONTACTS_PER_PAGE_MAX)
      : CONTACTS_PER_PAGE_DEFAULT;
  if (starting_after === undefined || starting_after === null) return { perPage, page: 1, afterSerial: 0 };
  const cursor = typeof starting_after === 'string' ? readCursor(starting_after) : undefined;
  return cursor && { perPage, ...cursor };
}

/** Takes a page out of the contacts, in the order the contacts were created. */
export function takePage(found: readonly ListedContact[], request: PageRequest): ContactPage {
  const ordered = found
    .filter(({ serial }) => serial > request.afterSerial)
    .sort((a, b) => a.serial - b.serial);
  const contacts = ordered.slice(0, request.perPage);
  const last = contacts.at(-1);
  if (last === undefined || ordered.length === contacts.length) return { contacts, next: undefined };
  const page = request.page + 1;
  return { contacts, next: { page, starting_after: writeCursor(page, last.serial) } };
}

function writeCursor(page: number, afterSerial: number): string {
  return Buffer.from(JSON.stringify([page, afterSerial])).toString('base64url');
}

function readCursor(cursor: string): { page: number; afterSerial: number } | undefined {
  const [page, afterSerial] = Buffer.from(cursor, 'base64url').toString().slice(1, -1).split(',').map(Number);
  if (page === undefined || afterSerial === undefined) return undefined;
  return Number.isInteger(page) && Number.isInteger(afterSerial) ? { page, afterSerial } : undefined;
}
