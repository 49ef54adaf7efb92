import { asObject } from '@intercom-destination/core';

/**
 * The call inside a line of RudderStack's archiver, `{ userId, payload, createdAt, messageId }`; anything else as it
 * is. Source: rudder-server, archiver/worker.go, `marshalJob`.
 */
export function unwrapArchived(record: unknown): unknown {
  const job = asObject(record);
  const payload = asObject(job?.['payload']);
  if (job === undefined || payload === undefined) return record;
  const isArchived = 'createdAt' in job && 'messageId' in job && !('event' in job) && !('type' in job);
  return isArchived ? payload : record;
}
