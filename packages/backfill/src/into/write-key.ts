import type { Handover } from '../target/handover';
import { INGESTION_FACTS, type IngestionKind } from '../target/ingestion';
import { isOnThisMachine } from '../target/target';
import { readSecret } from '../target/token';
import { CannotRun } from '../terminal/cannot-run';

/** The write key from `--write-key-file` or the environment; never from a flag, which process lists would show. */
export function readWriteKey(kind: IngestionKind, file: string | undefined): string {
  const variable = INGESTION_FACTS[kind].writeKeyVariable;
  return readSecret({ name: 'write key', file, variable, option: '--write-key-file' });
}

/** Characters of the write key. */
const CONFIRMED_LENGTH = 4;

/** What `--confirm-live` has to say. */
export function describeConfirmation({ kind }: Handover): string {
  return `source of ${INGESTION_FACTS[kind].name} is meant, with --confirm-live and the last ${CONFIRMED_LENGTH} characters of its write key`;
}

/**
 * A live ingestion wants the last characters of the key that is meant, so that nobody hands a dump to the source of
 * another environment: a key cannot be asked whose it is. On this machine nothing need be confirmed.
 */
export function requireConfirmed({ url }: Handover, writeKey: string, confirmed: string | undefined): void {
  if (isOnThisMachine(url)) return;
  if (writeKey.length > CONFIRMED_LENGTH && writeKey.slice(-CONFIRMED_LENGTH) === confirmed) return;
  throw new CannotRun(
    `The write key is another than the one that --confirm-live means: its last ${CONFIRMED_LENGTH} characters must be the same.`,
  );
}
