import { INGESTION_FACTS, type IngestionKind } from './ingestion';

/** To whom a run hands its calls, and for which destinations: fixed for the run. */
export interface Handover {
  readonly kind: IngestionKind;
  /** Without a slash at the end. */
  readonly url: string;
  /** The only destination that is to have the calls; `null`: all have them. */
  readonly destination_name: string | null;
}

/** What people and the manifest call it. */
export function describeHandover({ kind, url, destination_name: name }: Handover): string {
  return `${INGESTION_FACTS[kind].name} at ${url} (${name === null ? 'all destinations' : `destination ${name}`})`;
}
