import { maybe, oneOf, someOf, type Chance } from './chance';
import type { DateSettings } from './date-oracle';

const ZONES = [
  ...['Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe', 'America/St_Johns'],
  ...['Pacific/Apia', 'America/Sao_Paulo', 'Africa/Monrovia', 'Africa/Casablanca', 'Antarctica/Troll'],
  ...['Pacific/Chatham', 'Asia/Kathmandu', 'Etc/GMT+12', 'Pacific/Kiritimati'],
];

const PATHS = [
  ...['timestamp', 'originalTimestamp', 'sentAt', 'receivedAt'],
  ...['properties.timestamp', 'properties.created_at', 'context.time'],
];

/** Written as UTC: the times around which the clocks of a zone above change, as they show them. */
const CLOCK_CHANGES = [
  ...['2024-03-31T02:00:00Z', '2024-10-27T02:00:00Z', '2024-03-10T02:00:00Z', '2024-11-03T01:00:00Z'],
  ...['2011-12-30T12:00:00Z', '2018-11-04T00:00:00Z', '2018-02-17T23:00:00Z', '1972-01-07T00:20:00Z'],
  ...['2024-10-06T02:15:00Z', '2024-04-07T01:45:00Z', '2023-03-19T02:30:00Z', '2023-04-23T02:30:00Z'],
  ...['2024-03-31T01:00:00Z', '2024-04-07T03:00:00Z', '2024-09-29T03:00:00Z'],
].map((text) => Date.parse(text));

/** Where something begins or ends. */
const EDGES = [
  ...['1970-01-01T00:00:00Z', '1970-02-01T00:00:00Z', '1971-01-01T00:00:00Z'],
  ...['2000-01-01T00:00:00Z', '2101-01-01T00:00:00Z'],
].map((text) => Date.parse(text));

const FAR_OFF = [
  ...['0001-01-01T00:00:00Z', '1582-10-15T12:00:00Z', '1900-02-28T23:59:59Z', '1969-07-20T20:17:40Z'],
  ...['2150-02-28T12:00:00Z', '9999-12-30T12:00:00Z'],
].map((text) => Date.parse(text));

const YEAR_2000 = Date.parse('2000-01-01T00:00:00Z');
const YEAR_2040 = Date.parse('2040-01-01T00:00:00Z');
const HOUR_MS = 3_600_000;

/** What holds no time, or only looks as if it did. */
const NO_TIMES = [
  ...['', ' ', null, true, {}, [], 'soon', 'never', 'Mon, 15 Jan 2024 10:30:00 GMT', '15/01/2024'],
  ...['2024-01-15 10:30:00 CST', '2024-02-30', '2023-02-29T10:00:00Z', '2024-13-01T00:00:00Z'],
  ...['2024-01-15T24:30:00Z', '2024-01-15T10:60:00Z', '2024-01-15 10:30:00 Europe/Berlin'],
  ...[{ $date: 'soon' }, { $date: '2024-01-15T10:30:00Z', more: 1 }, { $oid: '507f1f77bcf86cd799439011' }],
];

/** Text and numbers under the key of a property that are no dates. */
const NO_DATES = ['soon', 'v2024-01-15', '2024-02-30', '15/01/2024', '2024-01-15 10:30:00 CST', 7, 19.5, -3];

/** The ten digits of some scripts follow these zeros. */
const ZEROS = ['٠', '۰', '०', '০', '０', '𝟎'];

const OFFSETS = [0, 60, 120, -300, -420, 330, 345, -570, 840, -720];

export function drawTimeSettings(chance: Chance): DateSettings {
  return {
    timeZone: chance() < 0.4 ? 'UTC' : oneOf(chance, ZONES),
    timeFrom: chance() < 0.6 ? [] : someOf(chance, PATHS, 1),
    dates: chance() < 0.9 ? 'rename' : 'text',
  };
}

/** What may be in a call that tells its time, and properties that may be dates. */
export function drawTimedCall(chance: Chance): Record<string, unknown> {
  const ms = drawMoment(chance);
  const draw = () => drawTime(chance, ms);
  return {
    ...maybe(chance, 0.6, 'timestamp', draw),
    ...maybe(chance, 0.5, 'originalTimestamp', draw),
    ...maybe(chance, 0.6, 'sentAt', draw),
    ...maybe(chance, 0.6, 'receivedAt', draw),
    ...maybe(chance, 0.2, 'context', () => ({ time: draw() })),
    ...maybe(chance, 0.6, 'properties', () => drawDates(chance)),
  };
}

function drawMoment(chance: Chance): number {
  const kind = chance();
  const within = (hours: number) => Math.floor((chance() - 0.5) * 2 * hours * HOUR_MS);
  if (kind < 0.5) return YEAR_2000 + Math.floor(chance() * (YEAR_2040 - YEAR_2000));
  if (kind < 0.7) return oneOf(chance, CLOCK_CHANGES) + within(2);
  if (kind < 0.85) return oneOf(chance, EDGES) + within(16);
  if (kind < 0.9) return Math.floor(chance() * 1000);
  return kind < 0.95 ? oneOf(chance, FAR_OFF) : within(24 * 365 * 130);
}

/** Near a moment, or anywhere, or no time at all. */
function drawTime(chance: Chance, ms: number): unknown {
  const kind = chance();
  if (kind < 0.15) return oneOf<unknown>(chance, NO_TIMES);
  if (kind < 0.2) return oneOf(chance, [0, '0', -0, { $numberInt: '0' }, { $date: 0 }]);
  if (kind < 0.3) return write(chance, drawMoment(chance));
  const apart = oneOf(chance, [
    0,
    0,
    1,
    -1,
    999,
    -HOUR_MS,
    HOUR_MS - 1,
    HOUR_MS,
    HOUR_MS + 1000,
    26 * HOUR_MS,
  ]);
  return write(chance, ms + apart);
}

function write(chance: Chance, ms: number): unknown {
  const kind = chance();
  if (kind < 0.65) return drawScript(chance, drawBlanks(chance, writeText(chance, ms)));
  if (kind < 0.85) return writeCount(chance, ms);
  const iso = new Date(ms).toISOString();
  const isPlain = /^\d/.test(iso);
  return oneOf<unknown>(chance, [
    { $date: { $numberLong: String(ms) } },
    { $date: ms },
    { $numberLong: String(isPlain ? ms : 0) },
    { $date: isPlain ? iso : { $numberLong: String(ms) } },
  ]);
}

/** Years have four digits, so an earlier or later one is written as the first or last of these. */
function writeText(chance: Chance, ms: number): string {
  const zone = drawZone(chance);
  const moved = new Date(ms + zone.minutes * 60_000);
  const iso =
    moved.getUTCFullYear() < 0 ? '0000-01-01T00:00:00.000Z' : moved.toISOString().replace(/^\+\d+/, '9999');
  const day = iso.slice(0, 10);
  const clock = iso.slice(11, 19);
  const kind = chance();
  if (kind < 0.12) return day;
  if (kind < 0.16) return day.replaceAll('-', '');
  const fraction = oneOf(chance, [
    '',
    '',
    iso.slice(19, 23),
    `${iso.slice(19, 23)}456`,
    `${iso.slice(19, 23)}456789`,
  ]);
  const time = kind < 0.3 && zone.text !== ':Z' ? clock.slice(0, 5) : clock + fraction;
  return day + oneOf(chance, ['T', 'T', ' ']) + time + zone.text;
}

function drawZone(chance: Chance): { readonly text: string; readonly minutes: number } {
  const kind = chance();
  if (kind < 0.25) return { text: '', minutes: 0 };
  if (kind < 0.6)
    return { text: oneOf(chance, ['Z', ' UTC', 'GMT', ' GMT', ' +0000 UTC', ':Z', '+00']), minutes: 0 };
  const minutes = oneOf(chance, OFFSETS);
  const hours = String(Math.floor(Math.abs(minutes) / 60)).padStart(2, '0');
  const rest = String(Math.abs(minutes) % 60).padStart(2, '0');
  const isWhole = rest === '00' && chance() < 0.4;
  const digits = isWhole ? hours : hours + oneOf(chance, ['', ':']) + rest;
  const name = chance() < 0.9 ? '' : oneOf(chance, [' PDT', ' CEST', ' UTC']);
  return { text: oneOf(chance, ['', ' ']) + (minutes < 0 ? '-' : '+') + digits + name, minutes };
}

/** Of a second: a number has them without noise. */
const EXACT_FRACTIONS = [0.125, 0.5, 0.75];

/** Seconds, milliseconds or microseconds, where their size tells which of them they are. */
function writeCount(chance: Chance, ms: number): unknown {
  const isClear = ms >= 1e11 && ms < 1e14;
  const seconds = Math.floor(ms / 1000);
  const counts = [seconds, seconds + oneOf(chance, EXACT_FRACTIONS), ...(isClear ? [ms, ms * 1000] : [])];
  const count = oneOf(chance, counts);
  return oneOf<unknown>(chance, [count, count, String(count), { $numberDouble: String(count) }]);
}

function drawBlanks(chance: Chance, text: string): string {
  return chance() < 0.9 ? text : oneOf(chance, [' ', '\n', '']) + text + oneOf(chance, [' ', '\t', '']);
}

function drawScript(chance: Chance, text: string): string {
  if (chance() < 0.9) return text;
  const zero = oneOf(chance, ZEROS).codePointAt(0) ?? 0;
  return text.replace(/\d/g, (digit) => String.fromCodePoint(zero + Number(digit)));
}

const KEYS = [
  ...[
    'created_at',
    'createdAt',
    'created_on',
    'created_date',
    'created',
    'shipped-at',
    'shippedDate',
    'shipped on',
  ],
  ...[
    'paid_time',
    'paidTimestamp',
    'paid_timestamp',
    'paid',
    'Seen At',
    'Seen_Date',
    'SENT_AT',
    'left_at',
    'left_on',
  ],
  ...[
    'timestamp',
    'date',
    'time',
    'birthday',
    'dob',
    'birth_time',
    'date_of_birth',
    'expires',
    'due',
    'start',
    'end',
  ],
  ...['format', 'season', 'candidate', 'uptime', 'position', 'days_to_due_date', 'version'],
];

function drawDates(chance: Chance): Record<string, unknown> {
  const draw = (): [string, unknown] => [oneOf(chance, KEYS), drawProperty(chance)];
  const properties = Object.fromEntries(Array.from({ length: 1 + Math.floor(chance() * 4) }, draw));
  if (chance() > 0.15) return properties;
  return { ...properties, order: Object.fromEntries([draw()]) };
}

function drawProperty(chance: Chance): unknown {
  const kind = chance();
  if (kind < 0.15) return oneOf<unknown>(chance, NO_DATES);
  if (kind < 0.3) return oneOf<unknown>(chance, [0, { $numberInt: '0' }, 1, 86_400]);
  return write(chance, drawMoment(chance));
}
