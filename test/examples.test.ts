import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { inflateRawSync } from 'node:zlib';
import { sampleTexts } from './sample-texts';

type Fields = Readonly<Record<string, unknown>>;

const examples = path.join(__dirname, '..', 'examples');
const texts = sampleTexts(examples);
const live = path.join('dumps', 'live.ndjson');
const lines = [...texts]
  .filter(([file]) => file.startsWith('dumps'))
  .flatMap(([, text]) => text.split(/\r?\n/).slice(0, -1));
const parsed = lines.map(parse);
const calls = parsed.filter(isRecord);
const trackCalls = calls.filter(({ type }) => [undefined, 'track', 'Track'].some((name) => name === type));
const contacts = (texts.get('contacts.ndjson') ?? '').trimEnd().split('\n').map(parse).filter(isRecord);

describe('the sample data', () => {
  it('is in the shapes of Segment, RudderStack and a plain file, one of them in several gzip members', () => {
    const files = [...texts.keys()].map((file) => file.split(path.sep).join('/'));
    expect(files.filter((file) => /^dumps\/segment-logs\/\w+\/\d{13}\/\w+\.gz$/.test(file))).toHaveLength(4);
    expect(
      files.filter((file) => /^dumps\/rudder-logs\/\w+\/\d\d-\d\d-\d{4}\/[\w.-]+\.json\.gz$/.test(file)),
    ).toHaveLength(3);
    expect(files.filter((file) => !file.endsWith('.gz') && !file.startsWith('formats/'))).toEqual([
      'contacts.ndjson',
      'dumps/live.ndjson',
    ]);
    expect(files.filter((file) => file.startsWith('formats/')).map((file) => path.extname(file))).toEqual([
      '.json',
      '.json',
      '.gz',
      '.csv',
      '.parquet',
    ]);
    expect(
      files.map((file) => (file.endsWith('.gz') ? gzipMembers(file) : 0)).filter((count) => count > 1),
    ).toEqual([3]);
  });

  it('names nobody and no place outside the domains and networks kept for examples', () => {
    const everything = [...texts.values()].join('\n');
    const strangers = (pattern: RegExp, allowed: RegExp) =>
      [...everything.matchAll(pattern)]
        .map(([, found = '']) => found)
        .filter((found) => !allowed.test(found));
    expect(strangers(/\w@([\w-]+\.[\w.-]+)/g, /^example\.(?:com|org|net)$/i)).toEqual([]);
    expect(strangers(/https?:\/\/([^/"]+)/g, /^(?:\w+\.)*example\.(?:com|org|net)$/)).toEqual([]);
    expect(strangers(/"(\d+\.\d+\.\d+\.\d+)"/g, /^(?:192\.0\.2|198\.51\.100|203\.0\.113)\.\d+$/)).toEqual([]);
  });

  it('has fewer event names than a workspace may have', () => {
    const names = new Set(trackCalls.map(({ event }) => event));
    expect(names.size).toBeGreaterThan(60);
    expect(names.size).toBeLessThan(100);
  });

  it('misses a contact for some calls, and never for so many that a run would stop', () => {
    const deliverable = trackCalls.filter((call) => identity(call) !== undefined);
    let missed = 0;
    const shares = deliverable.map(
      (call, before) => (missed += Number(hasUnknownContact(call))) / (before + 1),
    );
    expect(shares.at(-1)).toBeGreaterThan(0.025);
    // A run looks at the share from the 1,000th delivery on, and stops at 5 %.
    expect(Math.max(...shares.slice(900))).toBeLessThan(0.047);
  });

  it.each(Object.entries(featureCounts()).map(([feature, count]) => ({ feature, ...count })))(
    'has $feature',
    ({ found, least = 1 }) => {
      expect(found).toBeGreaterThanOrEqual(least);
    },
  );
});

/** How often each feature occurs, and how often it must. */
function featureCounts(): Record<string, { found: number; least?: number }> {
  const property = (test: (value: unknown, key: string) => boolean) =>
    trackCalls.filter((call) => entries(call['properties']).some(([key, value]) => test(value, key))).length;
  const call = (test: (call: Fields) => boolean, among = trackCalls) => among.filter(test).length;
  const text = (pattern: RegExp) => property((value) => typeof value === 'string' && pattern.test(value));
  const line = (test: (line: string) => boolean) => lines.filter(test).length;
  const currency = (code: string) =>
    call(({ event, properties }) => event === 'Order Completed' && at(properties, 'currency') === code);
  const event = (name: string) => call((each) => each['event'] === name);

  return {
    'calls that are no track calls': { found: calls.length - trackCalls.length, least: 200 },
    'identify calls': { found: call(({ type }) => type === 'identify', calls) },
    'page calls': { found: call(({ type }) => type === 'page', calls) },
    'group calls': { found: call(({ type }) => type === 'group', calls) },
    'track calls that do not say so': { found: call(({ type }) => type === undefined) },
    'track calls that say so in capitals': { found: call(({ type }) => type === 'Track') },

    'orders in euros': { found: currency('EUR') },
    'orders in dollars': { found: currency('USD') },
    'orders in yen': { found: currency('JPY') },
    'orders in dinars': { found: currency('KWD') },
    'orders without a currency': {
      found: call(
        ({ event, properties }) => event === 'Order Completed' && (at(properties, 'currency') ?? '') === '',
      ),
    },
    'orders of five products': {
      found: call(
        ({ event, properties }) => event === 'Order Completed' && lengthOf(at(properties, 'products')) === 5,
      ),
    },
    'more than ten properties': {
      found: call(({ properties }) => entries(properties).length > 10),
      least: 100,
    },
    'sums of floats': {
      found: property((value) => typeof value === 'number' && /\.\d{10,}/.test(String(value))),
    },
    'sign-ups': { found: event('Signed Up'), least: 30 },
    'subscriptions started': { found: event('Subscription Started') },
    'subscriptions renewed': { found: event('Subscription Renewed') },
    upgrades: { found: event('Plan Upgraded') },
    'invitations of somebody else': {
      found: call(
        ({ event, properties }) => event === 'Teammate Invited' && at(properties, 'email') !== undefined,
      ),
    },
    'names made of a path': {
      found: call((each) => /^Viewed \/blog\/.+ Page$/.test(String(each['event']))),
      least: 100,
    },
    'names with a dot or a dollar sign': { found: call((each) => /[.$]/.test(String(each['event']))) },
    'names alike but for case': { found: Math.min(event('Feature Used'), event('feature used')) },
    'names in another script': { found: event('資料ダウンロード') },

    'leads named under integrations': {
      found: call(({ integrations }) => leadId(integrations) !== undefined),
    },
    'leads named by an external id': {
      found: call(({ context }) =>
        externalIds(context).some((each) => at(each, 'type') === 'intercom_contact_id'),
      ),
    },
    'ids of other vendors': {
      found: call(({ context }) =>
        externalIds(context).some((each) => at(each, 'type') === 'hubspot_contact_id'),
      ),
    },
    'people known by email alone': {
      found: call((each) => userId(each) === undefined && emailOf(each) !== undefined),
    },
    'people with an anonymous id only': { found: call((each) => identity(each) === undefined) },
    'ids that are numbers': { found: call((each) => typeof each['userId'] === 'number') },
    'ids in the traits only': {
      found: call((each) => each['userId'] === undefined && userId(each) !== undefined),
    },
    'emails in capitals': { found: call((each) => /^[A-Z.\d]+@/.test(emailOf(each) ?? '')) },
    'contacts found by email only': {
      found: call(
        (each) =>
          userId(each) !== undefined &&
          !contacts.some((contact) => contact['external_id'] === String(userId(each))) &&
          contacts.some((contact) => contact['email'] === emailOf(each)),
      ),
    },
    'calls without a contact': { found: call(hasUnknownContact), least: 80 },
    'contacts that are leads': { found: call(({ role }) => role === 'lead', contacts) },

    'calls that switch Intercom off by name': {
      found: call(({ integrations }) => at(integrations, 'Intercom') === false),
    },
    'calls that switch everything off': {
      found: call(
        ({ integrations }) => at(integrations, 'All') === false && at(integrations, 'Intercom') === undefined,
      ),
    },
    'calls that switch all but Intercom off': {
      found: call(
        ({ integrations }) => at(integrations, 'All') === false && at(integrations, 'Intercom') === true,
      ),
    },
    "consent in Segment's form": { found: call(({ context }) => at(context, 'consent') !== undefined) },
    "consent in RudderStack's form": {
      found: call(({ context }) => at(context, 'consentManagement') !== undefined),
    },

    'numbers as text': { found: text(/^\d+(?:\.\d+)?$/) },
    'prices with signs and commas': { found: text(/^\$\d,\d{3}\.\d\d$/) },
    'decimal commas': { found: text(/^\d+,\d\d$/) },
    percentages: { found: text(/^\d+%$/) },
    'negative totals': { found: property((value, key) => key === 'total' && Number(value) < 0) },
    nulls: { found: property((value) => value === null) },
    'empty texts': { found: property((value) => value === '') },
    booleans: { found: property((value) => typeof value === 'boolean') },
    'booleans as text': { found: text(/^(?:true|false)$/) },
    'objects three deep': { found: property((value) => depth(value) >= 3) },
    'objects too deep': { found: property((value) => depth(value) > 5) },
    'lists of texts': {
      found: property(
        (value) =>
          Array.isArray(value) && value.length > 0 && value.every((item) => typeof item === 'string'),
      ),
    },
    'lists of objects': { found: property((value) => Array.isArray(value) && value.some(isRecord)) },
    'empty lists': { found: property((value) => lengthOf(value) === 0) },
    'texts over 300 characters': { found: text(/^[^:]{301,}$/) },
    'links longer than a text may be': { found: text(/^https:\S{260,}$/) },
    Arabic: { found: text(/\p{Script=Arabic}/u) },
    Japanese: { found: text(/\p{Script=Hiragana}/u) },
    emoji: { found: text(/\p{Emoji_Presentation}/u) },
    'keys with dots': { found: property((_, key) => key.includes('.')) },
    'keys with blanks': { found: property((_, key) => key.includes(' ')) },
    'keys alike but for case': {
      found: call(({ properties }) => {
        const keys = Object.keys(isRecord(properties) ? properties : {});
        return new Set(keys.map((key) => key.toLowerCase())).size < keys.length;
      }),
    },
    'dates with an offset': { found: text(/^\d{4}-\d\d-\d\dT[\d:.]+[+-]\d\d:\d\d$/) },
    'dates without a time': { found: text(/^\d{4}-\d\d-\d\d$/) },
    'Unix seconds': {
      found: property((value, key) => key.endsWith('_at') && /^\d{10}$/.test(String(value))),
    },
    'Unix milliseconds': {
      found: property((value, key) => key.endsWith('_at') && /^\d{13}$/.test(String(value))),
    },
    'a number of days under a date key': {
      found: property((value, key) => key === 'days_to_due_date' && value === 14),
    },
    'an API version that looks like a date': {
      found: property((value, key) => key === 'api_version' && value === '2024-05-01'),
    },
    'links with a title': { found: property((value) => keysOf(value) === 'title,url') },
    'money objects': { found: property((value) => keysOf(value) === 'amount,currency') },

    'empty names': { found: call((each) => /^\s*$/.test(String(each['event']))) },
    'missing names': { found: call((each) => !('event' in each)) },
    'unreadable times with readable ones beside': {
      found: call(({ timestamp, receivedAt }) => isUnreadable(timestamp) && typeof receivedAt === 'string'),
    },
    'calls without any time': {
      found: call((each) =>
        ['timestamp', 'originalTimestamp', 'receivedAt', 'sentAt'].every((key) => !(key in each)),
      ),
    },
    'calls with all times but their own': {
      found: call(({ timestamp, sentAt }) => timestamp === undefined && sentAt !== undefined),
    },
    'bad emails': {
      found: call((each) => !/^[^@\s]+@[^@\s][^@\s.]*\.[^@\s]+$/.test(emailOf(each)?.trim() ?? 'a@b.c')),
    },
    'wrong device clocks': {
      found: call(
        ({ originalTimestamp, receivedAt }) =>
          Math.abs(Date.parse(String(receivedAt)) - Date.parse(String(originalTimestamp))) > 86_400_000,
      ),
    },

    'lines cut short': { found: line((each) => each.startsWith('{') && parse(each) === undefined) },
    'lines of plain text': { found: line((each) => /^[A-Z]/.test(each)) },
    'blank lines': { found: line((each) => each === '') },
    'a line that is a number': { found: parsed.filter((value) => typeof value === 'number').length },
    'a line that is a list': { found: parsed.filter((value) => Array.isArray(value)).length },
    'line endings of both kinds': {
      found: Math.min(
        ...[/\r\n/g, /[^\r]\n/g].map((ending) => (texts.get(live)?.match(ending) ?? []).length),
      ),
    },
    'calls that stand there twice': {
      found: calls.length - new Set(calls.map(({ messageId }) => messageId)).size,
      least: 8,
    },
    'things done twice in a second': { found: namesakes(), least: 8 },
  };
}

function gzipMembers(file: string): number {
  // What gzipSync writes: ten bytes of header, the deflated bytes, eight of trailer.
  const [headerBytes, trailerBytes] = [10, 8];
  let rest = readFileSync(path.join(examples, file));
  let count = 0;
  while (rest.length > 0) {
    expect(rest.subarray(0, 4).toString('hex')).toBe('1f8b0800');
    const { engine } = inflateRawSync(rest.subarray(headerBytes), { info: true }) as unknown as {
      engine: { bytesWritten: number };
    };
    rest = rest.subarray(headerBytes + engine.bytesWritten + trailerBytes);
    count += 1;
  }
  return count;
}

/** How many calls share person, name and second with an earlier one that is another call. */
function namesakes(): number {
  const distinct = new Map(trackCalls.map((each) => [each['messageId'], each]));
  const moments = [...distinct.values()].flatMap((each) => {
    const ms = typeof each['timestamp'] === 'string' ? Date.parse(each['timestamp']) : NaN;
    return Number.isNaN(ms) ? [] : [[identity(each), each['event'], Math.floor(ms / 1000)].join('|')];
  });
  return moments.length - new Set(moments).size;
}

function hasUnknownContact(call: Fields): boolean {
  const who = identity(call);
  if (who === undefined) return false;
  return !contacts.some(
    ({ id, external_id, email }) =>
      id === who || external_id === who || email === emailOf(call)?.trim().toLowerCase(),
  );
}

function identity(call: Fields): string | undefined {
  const lead = externalIds(call['context']).find((each) => at(each, 'type') === 'intercom_contact_id');
  const id = leadId(call['integrations']) ?? at(lead, 'id') ?? userId(call) ?? emailOf(call);
  return typeof id === 'string' || typeof id === 'number' ? String(id) : undefined;
}

function userId(call: Fields): unknown {
  return call['userId'] ?? at(at(call['context'], 'traits'), 'userId');
}

function emailOf(call: Fields): string | undefined {
  const email = at(at(call['context'], 'traits'), 'email');
  return typeof email === 'string' ? email : undefined;
}

function leadId(integrations: unknown): unknown {
  return at(at(integrations, 'Intercom') ?? at(integrations, 'intercom'), 'id');
}

function externalIds(context: unknown): unknown[] {
  return ['externalId', 'externalIds'].flatMap((key) => at(context, key) ?? []);
}

function isUnreadable(time: unknown): boolean {
  if (typeof time !== 'string' || /^\d+$/.test(time)) return false;
  return Number.isNaN(Date.parse(time)) || time.startsWith('2026-02-30');
}

function entries(value: unknown): [string, unknown][] {
  return isRecord(value) ? Object.entries(value) : [];
}

function at(value: unknown, key: string): unknown {
  return isRecord(value) ? value[key] : undefined;
}

function lengthOf(value: unknown): number | undefined {
  return Array.isArray(value) ? value.length : undefined;
}

function keysOf(value: unknown): string {
  return isRecord(value) ? Object.keys(value).sort().join(',') : '';
}

function depth(value: unknown): number {
  return isRecord(value) ? 1 + Math.max(0, ...Object.values(value).map(depth)) : 0;
}

function isRecord(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
