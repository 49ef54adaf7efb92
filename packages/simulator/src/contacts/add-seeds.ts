import { InputError } from '../input-error';
import type { Workspace } from '../workspace';
import { readContactSeed, type ContactSeed } from './contact-seed';

/** Adds every seed or, throwing an InputError, none. Returns how many there were. */
export function addSeeds(workspace: Workspace, seeds: Iterable<unknown>): number {
  const checked = checkSeeds(workspace, seeds);
  const nowMs = workspace.clock();
  for (const seed of checked) {
    const role = seed.role ?? 'user';
    workspace.contacts.add({
      contact: {
        id: seed.id ?? workspace.ids.contactId(),
        role,
        external_id: role === 'user' ? (seed.external_id ?? null) : null,
        email: seed.email ?? null,
        name: seed.name ?? null,
        phone: null,
        custom_attributes: {},
        created_at: Math.floor(nowMs / 1000),
        updated_at: Math.floor(nowMs / 1000),
        archived: false,
      },
      seenByEventsFromMs: -Infinity,
      searchableFromMs: -Infinity,
    });
  }
  return checked.length;
}

function checkSeeds({ contacts }: Workspace, seeds: Iterable<unknown>): ContactSeed[] {
  const checked: ContactSeed[] = [];
  const ids = new Set<string>();
  const externalIds = new Set<string>();
  for (const value of seeds) {
    const label = `Contact ${checked.length + 1}`;
    const seed = readContactSeed(value, label);
    const { id, role, external_id } = seed;
    if (id !== undefined) {
      if (ids.has(id) || contacts.findById(id)) throw new InputError(`${label}: the id "${id}" is taken.`);
      ids.add(id);
    }
    if (external_id !== undefined && role !== 'lead') {
      if (externalIds.has(external_id) || contacts.findUserByExternalId(external_id)) {
        throw new InputError(`${label}: the external_id "${external_id}" is taken.`);
      }
      externalIds.add(external_id);
    }
    checked.push(seed);
  }
  return checked;
}
