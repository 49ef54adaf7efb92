import { archiveContact, unarchiveContact } from './archive-contact';
import { createContact } from './create-contact';
import { deleteContact, requestUserDeletion } from './delete-contact';
import { getContact, getContactByExternalId } from './get-contact';
import { listEvents } from './list-events';
import { getMe } from './me';
import { mergeContacts } from './merge-contacts';
import { postEvent } from './post-event';
import { type Route } from './route';
import { searchContacts } from './search-contacts';
import { updateContact } from './update-contact';

/** Every endpoint the simulator has. */
export const routes: readonly Route[] = [
  { method: 'POST', path: '/events', handle: postEvent },
  { method: 'GET', path: '/events', handle: listEvents },
  { method: 'GET', path: '/me', handle: getMe },
  { method: 'POST', path: '/contacts', handle: createContact },
  { method: 'POST', path: '/contacts/search', handle: searchContacts },
  { method: 'POST', path: '/contacts/merge', handle: mergeContacts },
  { method: 'GET', path: '/contacts/find_by_external_id/{external_id}', handle: getContactByExternalId },
  { method: 'GET', path: '/contacts/{id}', handle: getContact },
  { method: 'PUT', path: '/contacts/{id}', handle: updateContact },
  { method: 'DELETE', path: '/contacts/{id}', handle: deleteContact },
  { method: 'POST', path: '/contacts/{id}/archive', handle: archiveContact },
  { method: 'POST', path: '/contacts/{id}/unarchive', handle: unarchiveContact },
  { method: 'POST', path: '/user_delete_requests', handle: requestUserDeletion },
];
