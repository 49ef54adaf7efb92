import { createMapper, type MappingSettings } from '@intercom-destination/core';
import type { ContactSeed } from '@intercom-destination/simulator';
import { hashShare } from '../filters/hash-share';
import { describePlace } from '../sources/describe-place';
import { findSourceFiles } from '../sources/find-source-files';
import { readCalls } from '../sources/read-calls';
import { DEFAULT_READING } from '../sources/source-format';
import type { ColumnMapping } from '../sources/warehouse/column-mapping';
import { CannotRun } from '../terminal/cannot-run';
import { DumpPeople } from './dump-people';

/** Contacts for a simulator from files with one JSON object a line: `role`, `id`, `external_id`, `email`. */
export async function readContactFiles(paths: readonly string[]): Promise<ContactSeed[]> {
  const contacts: ContactSeed[] = [];
  const { files } = await findSourceFiles(paths);
  for await (const lines of readCalls(files)) {
    for (const call of lines) {
      const { content } = call;
      const contact = content.readable ? content.call : undefined;
      if (typeof contact !== 'object' || contact === null || Array.isArray(contact)) {
        throw new CannotRun(
          `${describePlace(call)}: a contact must be a JSON object such as {"external_id":"u1"}.`,
        );
      }
      contacts.push(contact);
    }
  }
  return contacts;
}

/** What a mapping file says of a dump. */
interface Reading {
  readonly mapping: MappingSettings;
  readonly columns: ColumnMapping | undefined;
}

/**
 * The people that a dump's calls are about, as contacts for a simulator: each with all identifiers that its calls show.
 * `share` is the part of them to take, chosen by hash, so that it is the same part each time. Who is among `known` is
 * left out.
 */
export async function findPeople(
  inputs: readonly string[],
  { mapping, columns }: Reading,
  share: number,
  known: readonly ContactSeed[],
): Promise<ContactSeed[]> {
  const mapTrackCall = createMapper(mapping);
  const people = new DumpPeople();
  const { files } = await findSourceFiles(inputs);
  for await (const calls of readCalls(files, { ...DEFAULT_READING, columns })) {
    for (const { content } of calls) {
      const mapped = content.readable ? mapTrackCall(content.call) : undefined;
      if (mapped?.ok === true) people.add(mapped.identity);
    }
  }
  return people.contacts(known).filter((contact) => hashShare(shareKey(contact)) < share);
}

/** The strongest identifier decides whether the person is in the part. */
function shareKey({ id, external_id: externalId, email = '' }: ContactSeed): string {
  if (id !== undefined) return `id:${id}`;
  return externalId === undefined ? `email:${email}` : `user_id:${externalId}`;
}
