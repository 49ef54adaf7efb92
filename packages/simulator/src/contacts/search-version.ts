import type { ContactRecord, SearchVersion, StoredContact } from './contact';

/** The contact as the search index knows it at that time; undefined as long as it does not. */
export function contactInSearch(record: ContactRecord, nowMs: number): StoredContact | undefined {
  if (record.searchableFromMs <= nowMs) return record.contact;
  return record.superseded.findLast(({ searchableFromMs }) => searchableFromMs <= nowMs)?.contact;
}

/** What the search knows of a contact until its update at that time arrives: the version it has, and any still on the way. */
export function supersede(record: ContactRecord, nowMs: number): readonly SearchVersion[] {
  const { contact, searchableFromMs, superseded } = record;
  const versions = [...superseded, { contact, searchableFromMs }];
  const known = versions.findLastIndex((version) => version.searchableFromMs <= nowMs);
  return versions.slice(Math.max(0, known));
}
