import type { ListedContact } from './contact';
import { takePage, type PageRequest } from './contact-page';
import { contactOnWire } from './contact-wire';

/** A page of contacts as Intercom writes it. Doc, "Search contacts" and "List all contacts". */
export function contactListOnWire(
  listed: readonly ListedContact[],
  request: PageRequest,
  workspaceId: string,
): object {
  const { contacts, next } = takePage(listed, request);
  return {
    type: 'list',
    data: contacts.map(({ contact }) => contactOnWire(contact, workspaceId)),
    total_count: listed.length,
    pages: {
      type: 'pages',
      ...(next && { next }),
      page: request.page,
      per_page: request.perPage,
      total_pages: Math.ceil(listed.length / request.perPage),
    },
  };
}
