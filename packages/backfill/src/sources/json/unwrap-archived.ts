/**
 * The call inside a line of RudderStack's archiver, `{ userId, payload, createdAt, messageId }`; anything else as it
 * is. Source: rudder-server, archiver/worker.go, `marshalJob`.
 */
export function unwrapArchived(record: unknown): unknown {
  if (!isObject(record) || !isObject(record['payload'])) return record;
  const isArchived =
    'createdAt' in record && 'messageId' in record && !('event' in record) && !('type' in record);
  return isArchived ? record['payload'] : record;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
