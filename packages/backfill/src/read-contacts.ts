import { createMapper, type IdentifierKind } from '@intercom-destination/core';
import type { ContactSeed } from '@intercom-destination/simulator';
import { CannotRun } from './cannot-run';
import { hashShare } from './filters/hash-share';
import { findSourceFiles } from './sources/find-source-files';
import { readCalls } from './sources/read-calls';

/** Contacts for a simulator from files with one JSON object a line: `role`, `id`, `external_id`, `email`. */
export async function readContactFiles(paths: readonly string[]): Promise<ContactSeed[]> {
  const contacts: ContactSeed[] = [];
  const files = await findSourceFiles(paths);
  for await (const lines of readCalls(files)) {
    for (const { file, line, content } of lines) {
      const contact = content.readable ? content.call : undefined;
      if (typeof contact !== 'object' || contact === null || Array.isArray(contact)) {
        throw new CannotRun(
          `${file}, line ${line}: a contact must be a JSON object such as {"external_id":"u1"}.`,
        );
      }
      contacts.push(contact);
    }
  }
  return contacts;
}

/**
 * The people that a dump's calls are about, as contacts for a simulator. `share` is the part of them to take, chosen
 * by hash, so that it is the same part each time. Who is among `known` is left out.
 */
export async function findPeople(
  inputs: readonly string[],
  share: number,
  known: readonly ContactSeed[],
): Promise<ContactSeed[]> {
  const mapTrackCall = createMapper();
  const people = new Map<string, ContactSeed>();
  const knownKeys = new Set(known.flatMap(keysOf));
  for await (const calls of readCalls(await findSourceFiles(inputs))) {
    for (const { content } of calls) {
      const mapped = content.readable ? mapTrackCall(content.call) : undefined;
      if (mapped?.ok !== true) continue;
      const { by, value } = mapped.identity;
      const key = keyOf(by, value);
      if (people.has(key) || knownKeys.has(key) || hashShare(key) >= share) continue;
      people.set(key, toContact(by, value));
    }
  }
  return [...people.values()];
}

function keysOf({ id, external_id, email }: ContactSeed): string[] {
  return [
    ...(id === undefined ? [] : [keyOf('id', id)]),
    ...(external_id === undefined ? [] : [keyOf('user_id', external_id)]),
    ...(email === undefined ? [] : [keyOf('email', email)]),
  ];
}

function keyOf(by: IdentifierKind, value: string): string {
  return `${by}:${value}`;
}

function toContact(by: IdentifierKind, value: string): ContactSeed {
  switch (by) {
    case 'id':
      return { role: 'user', id: value };
    case 'user_id':
      return { role: 'user', external_id: value };
    case 'email':
      return { role: 'user', email: value };
    default:
      return by satisfies never;
  }
}
