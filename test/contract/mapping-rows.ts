/** One rule of the mapping: a row of its table, the "otherwise" of a row, or a sentence of the text around it. */
export interface MappingRow {
  readonly id: string;
  readonly rule: string;
  /** Who proves the rule, where no single call can show it. Absent: at least one case must. */
  readonly provenBy?: string;
}

const row = (id: string, rule: string): MappingRow => ({ id, rule });
const rowProvenBy = (id: string, provenBy: string, rule: string): MappingRow => ({ id, rule, provenBy });

const EVERY_CASE = 'the runner, with every case';
const BEYOND_JSON = 'the runner, with values that JSON cannot write';

export const MAPPING_ROWS: readonly MappingRow[] = [
  rowProvenBy(
    'mapper/input-unchanged',
    EVERY_CASE,
    'The input is never changed; the output shares nothing with it.',
  ),
  rowProvenBy('mapper/no-clock', EVERY_CASE, 'The same call and settings always give the same event.'),
  rowProvenBy(
    'mapper/settings-checked',
    'the runner, with bad settings',
    'createMapper checks the settings once.',
  ),
  row(
    'mapper/any-json',
    'Any JSON value may arrive where a track call is expected: a refusal, never an exception.',
  ),

  row(
    'calls/type',
    '`type` is compared without case; absent counts as track. Another type: not_a_track_call.',
  ),
  row('calls/unlisted', '`events.unlisted` is by default `send`; `skip` skips what has no rule.'),
  row('calls/rules', '`events.rules`: match, action, and perhaps another name.'),
  row('calls/match', 'A match is a name or a pattern with `*` (`\\*` is a star), compared without case.'),
  row('calls/first-rule', 'The first rule that matches wins.'),
  row('calls/rule-metadata', "A rule's `metadata` replaces each setting it names, whole."),
  row('calls/skipped', 'Skipped: code skipped_by_rule.'),
  row('calls/name-characters', "A name is trimmed; `.` and `$` become `-`, in a rule's name too."),
  row('calls/name-style', '`nameStyle` is `as_sent` or `kebab`, for names without a rule.'),
  row('calls/name-missing', 'A name that is empty or not a string: no_event_name.'),
  row('calls/name-too-long', 'A name of more than 512 UTF-16 units as it arrived: event_name_too_long.'),
  row('calls/surrogates', 'Lone surrogates become U+FFFD, in names, in identifiers and in text.'),

  row(
    'text/read',
    '`properties`, `context`, `traits`, `integrations` and `context.traits` may be the JSON of an object; noted.',
  ),
  row('text/twice', 'It may be written as JSON twice, no more.'),
  row('text/unreadable', 'Any other text in these fields: unreadable, noted.'),
  rowProvenBy('text/too-long', 'a test of openTexts', 'A text of more than 1 MB is not read.'),
  row('text/only-fields', 'No other text is read as JSON.'),

  row('identity/order', 'The order of identifiers is a setting, by default id, user_id, email.'),
  row('identity/id', "`id` is read from `integrations.<name>.id` and from external ids of Intercom's types."),
  row(
    'identity/id-nowhere-else',
    "`id` is never read from properties, never from another vendor's external id.",
  ),
  row(
    'identity/user-id',
    '`user_id` is userId, then userId and id of traits, then of context.traits; string or number, trimmed; never a boolean.',
  ),
  row('identity/anonymous-id', '`anonymousId` only under `sendAnonymousId`, by default off.'),
  row(
    'identity/email',
    '`email` is context.traits.email, then traits.email; trimmed, lower-cased, checked (one `@`, no blanks, a dot in the domain, at most 254).',
  ),
  row(
    'identity/properties-email',
    '`properties.email` only where the call has no other email and no id or user_id; never a fallback.',
  ),
  row(
    'identity/spoiled',
    '`properties.email` is not used where a field that should name the person holds an unreadable, mangled or placeholder identifier, several external ids, or an invalid email.',
  ),
  row(
    'identity/unreadable',
    'What cannot be read as an identifier, or has lost digits, is passed over, noted; no other left: identifier_unreadable.',
  ),
  row(
    'identity/placeholder',
    'What `placeholderIds` lists, trimmed and without case, is nobody: passed over, noted.',
  ),
  row(
    'identity/email-as-user-id',
    'A user id that is an email is sent as it is; the email is a fallback, after those of the profile.',
  ),
  row(
    'identity/external-ids',
    '`context.externalIds` of type `user_id` or `email` come after the traits, where one entry alone has the type.',
  ),
  row(
    'identity/integration-names',
    "Intercom's names are those of the hosts' server-side destinations and `integrationNames`; other names that hold `intercom` are noted.",
  ),
  row('identity/email-from', 'The setting `emailFrom` lists the sources of the email.'),
  row('identity/blank', 'Blank counts as absent.'),
  row('identity/bad-email', 'A bad email is passed over with a note.'),
  row(
    'identity/strongest-only',
    'Only the strongest identifier is sent; the weaker ones come back as fallbacks.',
  ),
  row(
    'identity/too-long',
    'An identifier of more than 512 UTF-16 units as it arrived is passed over, noted.',
  ),
  row('identity/none', 'No identifier at all: no_contact.'),

  row(
    'time/order',
    'timestamp; else, with all three readable, receivedAt − (sentAt − originalTimestamp); else originalTimestamp, receivedAt, sentAt.',
  ),
  row(
    'time/from',
    '`timeFrom` lists the paths of the time, in their order and instead of all others; by default none, which is time/order.',
  ),
  row('time/fallback-noted', 'A fallback is noted.'),
  row(
    'time/iso',
    'ISO 8601 text, `T` or a blank between, seconds, fraction and zone optional (no zone: UTC); date only.',
  ),
  row(
    'time/written-forms',
    'A zone as BigQuery, Snowflake, Postgres, Go and Swift write it: ` UTC`, ` -0700`, `+02`, `+0000 UTC`, `:Z`.',
  ),
  row('time/other-digits', 'The decimal digits of any script are read in times.'),
  row(
    'time/zone',
    '`timeZone` is the zone of times and days without one, by default UTC; of an hour written twice the first, an hour left out behind the change.',
  ),
  rowProvenBy('time/date-object', BEYOND_JSON, 'A `Date` is a time.'),
  row(
    'time/epoch',
    'A number or digit string from 1e8 is seconds, from 1e11 milliseconds, from 1e14 microseconds, below 1e17.',
  ),
  row('time/compact-day', 'Eight digits that are a date are that date.'),
  row('time/impossible', 'An impossible date (30 February) is unreadable.'),
  row('time/whole-seconds', 'Whole seconds, rounded down.'),
  row('time/unreadable', 'Nothing readable: no_timestamp.'),
  row('time/placeholder', 'A time in 1970, and 0, count as unreadable, noted timestamp_placeholder.'),
  row(
    'time/out-of-range',
    'Any other year outside 1971–2100: timestamp_out_of_range, and never the time of another field.',
  ),
  row('time/never-now', 'Never the present moment.'),
  row('time/future', "More than an hour after the call's own receivedAt or sentAt: noted, sent."),

  row(
    'keys/path',
    'dropKeys, keepKeys, renameKeys and types name a property as the call spells it, nested ones by path, without case.',
  ),
  row('keys/dotted-first', 'A top-level key that itself holds dots matches first.'),
  row('keys/flattened', 'The flattened key is accepted too.'),
  row('keys/add', '`addKeys` brings further values from anywhere in the call (default none).'),
  row(
    'keys/order',
    'Order: drop, blanks out, types or detection, flatten, date key, renameKeys, legal characters, alike but for case, the ten.',
  ),
  row('keys/rename', 'renameKeys is final.'),
  rowProvenBy(
    'keys/rename-date',
    'the runner, with bad settings',
    'A date renamed to a key not ending in `_date` is a bad setting.',
  ),

  row('metadata/text', 'Text: text, at most 255 code points.'),
  row('metadata/text-cut', 'Text, otherwise: cut, noted.'),
  row('metadata/number', 'Finite number: number.'),
  row('metadata/boolean', 'Boolean: "true" or "false"; `booleans` is `text` or `as_is`.'),
  row('metadata/date-time', 'ISO date-time text: Unix seconds under a key that ends in `_date`.'),
  row(
    'metadata/date-only',
    'Date-only text under a key with a date ending or an exact birthday, dob, expires, due, start, end: likewise.',
  ),
  row(
    'metadata/date-count',
    'A number or digit string under a date ending that falls in 2000–2100: likewise.',
  ),
  row('metadata/dates-setting', '`dates` is `rename` or `text`.'),
  row('metadata/never-a-date', 'Never a bare year, year-month or the compact form.'),
  row(
    'metadata/date-placeholder',
    '0 under a key ending in _at, _on or _date, and text with an hour in January 1970 (but for birthdays): left out, noted.',
  ),
  row('metadata/date-before-1970', 'A date before 1970: ISO text, noted.'),
  row(
    'metadata/link',
    'http or https URI (parses, no blanks or controls, at most 2,048 characters): text, uncut.',
  ),
  row('metadata/link-too-long', 'A longer link: text, cut, noted.'),
  row(
    'metadata/rich-link',
    'Object whose only filled keys are an http(s) url and exactly one of value, title, name, label, text: rich link.',
  ),
  row('metadata/rich-link-further-keys', 'Rich link, otherwise: with any further key it is flattened.'),
  row('metadata/rich-link-typed', 'Under `types: rich_link` the rest is flattened beside it.'),
  row(
    'metadata/money-object',
    'Object with amount and currency: money, in the unit that `moneyObjects` says; never guessed from the value.',
  ),
  row(
    'metadata/money-object-noise',
    'Under `minor`, within 1e-6 of a whole number, or whole to 15 digits, is that number.',
  ),
  row('metadata/money-object-fraction', 'Other fractions: flattened, noted money_unit_unclear.'),
  row('metadata/money-object-further-keys', 'Further keys are flattened beside the money.'),
  row(
    'metadata/named-amount',
    'revenue, total, subtotal, price, value, tax, shipping, discount, amount (without case) with a currency in the same object: money, major units.',
  ),
  row(
    'metadata/named-amount-unreadable',
    'A `%`, a decimal comma, a code that contradicts `currency`: stays as it is, noted.',
  ),
  row('metadata/currency-used', 'A currency is used up if at least one amount became money by it.'),
  row(
    'metadata/revenue-alone',
    '`revenue` with its currency absent or blank: money in `defaultCurrency` (usd), noted.',
  ),
  row(
    'metadata/extended-json',
    "MongoDB's `$date`, `$numberLong`, `$numberInt`, `$numberDouble`, `$numberDecimal` and `$oid`, each the only key of its object, are read in times, identifiers and properties; in properties noted.",
  ),
  row('metadata/nested', 'Other object: flattened with `_`, to a depth of 5.'),
  row('metadata/too-deep', 'Deeper: dropped, noted.'),
  rowProvenBy(
    'metadata/unsupported',
    BEYOND_JSON,
    'Functions, symbols, bigints, NaN and Infinity are never sent as text; noted.',
  ),
  row('metadata/array-of-scalars', 'Array of scalars: joined with `, ` (blanks left out).'),
  row(
    'metadata/array-of-objects',
    'Any other array: `<key>_count`, and where every item has a name or title, `<key>` = those joined.',
  ),
  row('metadata/arrays-setting', '`arrays` is `auto`, `join`, `count` or `drop`.'),
  row('metadata/array-dropped', 'Empty: dropped; `join` of objects without names: dropped, noted.'),
  row(
    'metadata/blank',
    'null, "", blank, and the words null, NULL, <nil>, undefined, NaN, [object Object]: dropped.',
  ),

  row(
    'date-key/endings',
    'The date ending is cut, the stem kept as written, `_date` added; `order_date` stays.',
  ),
  row('date-key/empty-stem', 'An empty stem is `event`.'),
  row(
    'date-key/taken',
    'Where another property of the call has that key, `_date` is added to the whole key instead.',
  ),
  row(
    'date-key/not-a-date',
    'What is not a date never stays under a key ending in `_date`: `_value` is added, noted not_a_date.',
  ),
  row('date-key/typed-unreadable', 'Under `types: date`, an unreadable value is dropped, noted.'),
  row(
    'money/exact',
    'Decimal text arithmetic, currency lower-cased: exact where, to 15 significant digits, the amount has no more decimals than its currency.',
  ),
  row('money/exponent', 'The ISO 4217 exponent (JPY 0, KWD 3; `exponent` is `iso` or `cents`).'),
  row('money/rounding', 'Any other fraction of the smallest unit: half away from zero, noted money_rounded.'),
  row('money/unknown-currency', 'A currency that is not in ISO 4217: nothing is converted, noted.'),
  row(
    'money/currency-keys',
    'currency, currency_code, currency_iso, <stem>_currency in either spelling: revenue and `types` take the one whose stem begins their key, the longest first, then one without a stem; the other names need `currency`.',
  ),
  row(
    'money/currency-unclear',
    '`defaultCurrency` is used only where no property, in objects and lists too, names another currency: that of a money object, and one that `types: money` takes by its stem, do not count. Otherwise nothing is converted, noted.',
  ),
  row(
    'money/code-in-key',
    'A code in the key of an amount lets no other currency be its own by its stem; at the end of the key it contradicts another one: not converted, noted currency_unclear.',
  ),
  row(
    'money/no-currency',
    'A blank, a placeholder, yes, no or a flag under a key that names a currency is none, and no evidence; nor is a number under a key with a stem.',
  ),
  row(
    'money/not-positive',
    'Zero, negative, rounding to zero, beyond the safe integers: a plain number, noted.',
  ),
  row('types/money', '`types: money` uses the currency beside it, else `defaultCurrency`.'),
  row('types/money-minor', '`types: money_minor` is for a key already in cents.'),
  row(
    'key/characters',
    'Letters, marks and digits of any script, `_`, `-`, blank; anything else becomes `_`; trimmed, NFC.',
  ),
  row('key/nothing-left', 'Nothing legal left: dropped, noted.'),
  row('key/too-long', 'A key of more than 256 UTF-16 units, apart from its path: dropped, noted.'),
  row('key/alike', 'Two keys alike but for case: the first stays.'),
  row('key/email', '`email` is left out where it equals an email found as identity; any other stays.'),
  row(
    'ten/ranking',
    'keepKeys first, in that order; then addKeys; then money; then dates; then top-level values in order; then nested ones, shallower first.',
  ),
  row('ten/as-sent', "`keyOrder: 'as_sent'` turns the ranking off."),
  row('ten/limit', '`keyLimit` 10, at most 20.'),
  row('ten/other-keys', '`keepKeys` only orders; `otherKeys` makes it an allow-list.'),
  row('types/text', '`types: text` overrules detection.'),
  row('types/number', '`types: number` overrules detection.'),
  row('types/date', '`types: date` overrules detection.'),
  row('types/link', '`types: link` overrules detection.'),
  row('types/rich-link', '`types: rich_link` overrules detection.'),
  row('notes/every-change', 'Every change and loss has a note from a closed list of codes.'),
  rowProvenBy(
    'explain/every-property',
    EVERY_CASE,
    'explainTrackCall gives what the mapper gives, and the fate of every property.',
  ),
  rowProvenBy('notes/no-values', EVERY_CASE, 'A note never holds a value.'),
  row('traps/prototype-keys', 'Prototype keys neither throw nor pollute anything.'),
  rowProvenBy('traps/deep', BEYOND_JSON, 'A hundred thousand levels of objects or of lists do not throw.'),
  rowProvenBy(
    'traps/huge',
    BEYOND_JSON,
    'Neither 10 MB strings nor very many properties slow the mapper out of proportion.',
  ),
];
