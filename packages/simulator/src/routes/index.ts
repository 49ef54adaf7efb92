import { archiveContact, unarchiveContact } from './archive-contact';
import { createContact } from './create-contact';
import { deleteContact, requestUserDeletion } from './delete-contact';
import { getContact, getContactByExternalId } from './get-contact';
import { listContacts } from './list-contacts';
import { listEvents } from './list-events';
import { getMe } from './me';
import { mergeContacts } from './merge-contacts';
import { postEvent } from './post-event';
import { postEventSummary } from './post-event-summary';
import type { Route } from './route';
import { searchContacts } from './search-contacts';
import { updateContact } from './update-contact';

const readEvents = { needs: 'read_events' } as const;
const writeEvents = { needs: 'write_events' } as const;
const readContacts = { needs: 'read_users_companies' } as const;
const writeContacts = { needs: 'write_users_companies' } as const;

/** Every endpoint the simulator has. That GET /me needs to read admins is documented, the rest follows from the titles. */
export const routes: readonly Route[] = [
  { method: 'POST', path: '/events', handle: postEvent, ...writeEvents },
  { method: 'POST', path: '/events/summaries', handle: postEventSummary, ...writeEvents },
  { method: 'GET', path: '/events', handle: listEvents, ...readEvents },
  { method: 'GET', path: '/me', handle: getMe, needs: 'read_admins' },
  { method: 'POST', path: '/contacts', handle: createContact, ...writeContacts },
  { method: 'GET', path: '/contacts', handle: listContacts, ...readContacts },
  { method: 'POST', path: '/contacts/search', handle: searchContacts, ...readContacts },
  { method: 'POST', path: '/contacts/merge', handle: mergeContacts, ...writeContacts },
  {
    method: 'GET',
    path: '/contacts/find_by_external_id/{external_id}',
    handle: getContactByExternalId,
    ...readContacts,
  },
  { method: 'GET', path: '/contacts/{id}', handle: getContact, ...readContacts },
  { method: 'PUT', path: '/contacts/{id}', handle: updateContact, ...writeContacts },
  { method: 'DELETE', path: '/contacts/{id}', handle: deleteContact, ...writeContacts },
  { method: 'POST', path: '/contacts/{id}/archive', handle: archiveContact, ...writeContacts },
  { method: 'POST', path: '/contacts/{id}/unarchive', handle: unarchiveContact, ...writeContacts },
  { method: 'POST', path: '/user_delete_requests', handle: requestUserDeletion, ...writeContacts },
];
