import type { StoredContact } from './contact';

/** A contact as Intercom writes it. Doc, "Get a contact" 2.14; what the simulator does not keep is null or empty. */
export function contactOnWire(contact: StoredContact, workspaceId: string): object {
  const emptyList = (of: string) => ({
    type: 'list',
    data: [],
    url: `/contacts/${contact.id}/${of}`,
    total_count: 0,
    has_more: false,
  });
  return {
    type: 'contact',
    id: contact.id,
    workspace_id: workspaceId,
    external_id: contact.external_id,
    role: contact.role,
    email: contact.email,
    phone: contact.phone,
    name: contact.name,
    avatar: null,
    owner_id: null,
    social_profiles: { type: 'list', data: [] },
    has_hard_bounced: false,
    marked_email_as_spam: false,
    unsubscribed_from_emails: false,
    created_at: contact.created_at,
    updated_at: contact.updated_at,
    signed_up_at: null,
    last_seen_at: null,
    last_replied_at: null,
    last_contacted_at: null,
    last_email_opened_at: null,
    last_email_clicked_at: null,
    language_override: null,
    custom_attributes: contact.custom_attributes,
    tags: emptyList('tags'),
    notes: emptyList('notes'),
    companies: emptyList('companies'),
  };
}
