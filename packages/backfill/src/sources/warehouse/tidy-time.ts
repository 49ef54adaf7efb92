const WRITTEN_TIME = /^(\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}:\d{2}(?:\.\d+)?) ?(UTC|Z|[+-]\d{2}(?::?\d{2})?)?$/;

/**
 * A time as warehouses write it, as ISO 8601: BigQuery ends it in ` UTC`, Snowflake in ` +0000` behind a blank. Anything
 * else as it is.
 */
export function tidyTime(cell: unknown): unknown {
  if (typeof cell !== 'string' || cell.length < 19 || cell.length > 40) return cell;
  const found = WRITTEN_TIME.exec(cell);
  if (found === null) return cell;
  const [, time = '', zone = ''] = found;
  return `${time.replace(' ', 'T')}${zone === 'UTC' ? 'Z' : zone}`;
}
