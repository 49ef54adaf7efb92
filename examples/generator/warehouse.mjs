// What a warehouse connector makes of a call: a row with snake-case columns, nested objects flattened, lists as text.

const times = ['original_timestamp', 'received_at', 'sent_at', 'timestamp', 'uuid_ts', 'loaded_at'];

/** The row of a call in the table of its event. Empty values have no column of their own. */
export function warehouseRow(call) {
  const row = {
    anonymous_id: call.anonymousId,
    ...flatten({ context: call.context }),
    event: snakeCase(call.event),
    event_text: call.event,
    id: call.messageId,
    loaded_at: later(call.receivedAt, 21 * 60),
    original_timestamp: call.originalTimestamp,
    received_at: call.receivedAt,
    sent_at: call.sentAt,
    timestamp: call.timestamp,
    user_id: call.userId,
    uuid_ts: later(call.receivedAt, 20 * 60),
  };
  // A property that is called like a reserved column is lost.
  for (const [column, value] of Object.entries(flatten(call.properties ?? {}))) {
    if (!(column in row)) row[column] = value;
  }
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== undefined));
}

/** The columns of all the rows with a type each: a column takes the type of its first value, text where they differ. */
export function columnsOf(rows) {
  const types = new Map();
  for (const [column, value] of rows.flatMap(Object.entries)) {
    const type = typeOf(column, value);
    types.set(column, (types.get(column) ?? type) === type ? type : mixed(types.get(column), type));
  }
  return [...types].sort(([one], [other]) => (one < other ? -1 : 1)).map(([name, type]) => ({ name, type }));
}

/** The rows as BigQuery exports them. */
export function toCsv(columns, rows) {
  const lines = [
    columns.map(({ name }) => name),
    ...rows.map((row) => columns.map(({ name, type }) => csvText(row[name], type))),
  ];
  return lines.map((cells) => `${cells.map(quoted).join(',')}\n`).join('');
}

function csvText(value, type) {
  if (value === undefined) return '';
  // 2026-05-04 10:15:00.123 UTC
  return type === 'time'
    ? new Date(value).toISOString().replace('T', ' ').replace('Z', ' UTC')
    : String(value);
}

const quoted = (cell) => (/[",\n\r]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

function typeOf(column, value) {
  if (times.includes(column) || isTime(value)) return 'time';
  if (typeof value === 'boolean') return 'boolean';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'float';
  return 'text';
}

const mixed = (one, other) =>
  [one, other].every((type) => ['integer', 'float'].includes(type)) ? 'float' : 'text';

const isTime = (value) =>
  typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(value);

function flatten(object, prefix = '') {
  const flat = {};
  for (const [key, value] of Object.entries(object)) {
    const column = `${prefix}${snakeCase(key)}`;
    if (value === null || value === undefined || value === '') continue;
    if (Array.isArray(value)) flat[column] = JSON.stringify(value);
    else if (typeof value === 'object') Object.assign(flat, flatten(value, `${column}_`));
    else flat[column] = value;
  }
  return flat;
}

const snakeCase = (name) =>
  name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .replace(/^_|_$/g, '')
    .toLowerCase();

function later(time, seconds) {
  return time === undefined ? undefined : new Date(Date.parse(time) + seconds * 1000).toISOString();
}
