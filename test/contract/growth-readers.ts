import {
  compileEventPattern,
  createWorkspace,
  describeReply,
  openTexts,
  readMappingSettings,
  readRegion,
  readWorkspaceOf,
} from '@intercom-destination/core';
import { hashShare } from '../../packages/backfill/src/filters/hash-share';
import { toSnakeCase } from '../../packages/backfill/src/filters/snake-case';
import { readMaxErrors } from '../../packages/backfill/src/options/max-errors';
import { parseNamePolicy } from '../../packages/backfill/src/options/name-policy';
import { parseShare, parseTime } from '../../packages/backfill/src/options/parse';
import { parseRate } from '../../packages/backfill/src/options/rate';
import { hashText } from '../../packages/backfill/src/overlaps/hash-text';
import { findNamePatterns } from '../../packages/backfill/src/plan/name-patterns';
import { isLink, kindOf } from '../../packages/backfill/src/plan/property-kind';
import { judgeName, judgeText } from '../../packages/backfill/src/plan/sensitive';
import { parseJson } from '../../packages/backfill/src/sources/json/parse-json';
import { parseRecord } from '../../packages/backfill/src/sources/json/parse-record';
import { readValuesAlone } from '../../packages/backfill/src/sources/json/read-values';
import { readAsKind, valueWithin } from '../../packages/backfill/src/sources/warehouse/cell-kind';
import { readCsvCell } from '../../packages/backfill/src/sources/warehouse/csv-cell';
import { compareEscapes } from '../../packages/backfill/src/sources/warehouse/csv-escape';
import { readCsvRow } from '../../packages/backfill/src/sources/warehouse/csv-row';
import {
  findDelimiter,
  readSeparatorLine,
} from '../../packages/backfill/src/sources/warehouse/find-delimiter';
import { parseJsonCell } from '../../packages/backfill/src/sources/warehouse/json-cell';
import { readParquetCell } from '../../packages/backfill/src/sources/warehouse/parquet-cell';
import { findPlace } from '../../packages/backfill/src/sources/warehouse/place';
import { readColumnMapping } from '../../packages/backfill/src/sources/warehouse/read-column-mapping';
import { planTable } from '../../packages/backfill/src/sources/warehouse/table-plan';
import {
  isReservedColumn,
  isRudderStacksOwn,
  isWrittenByRudderStack,
} from '../../packages/backfill/src/sources/warehouse/warehouse-columns';
import { maskEmails } from '../../packages/backfill/src/terminal/mask-emails';
import { printable, printableJson } from '../../packages/backfill/src/terminal/printable';
import { toDroppedReason } from '../../packages/backfill/src/through/dropped-reason';
import { isIdentifierType } from '../../packages/core/src/call/identity';
import { isOff } from '../../packages/core/src/call/opt-out';
import {
  createIdentifierReader,
  createPlaceholderTest,
  isTooLong,
  toIdentifierText,
} from '../../packages/core/src/call/read-identifier';
import { readMoment } from '../../packages/core/src/call/timestamp';
import {
  toDeleteUserRequest,
  toFindByExternalIdRequest,
  toGetContactRequest,
  toSearchByEmailRequest,
} from '../../packages/core/src/delivery/contact-requests';
import { hasErrors, readErrorList } from '../../packages/core/src/delivery/error-list';
import { canBeFound } from '../../packages/core/src/delivery/find-contact';
import { readMissingContact } from '../../packages/core/src/delivery/missing-contact';
import { parseBody } from '../../packages/core/src/delivery/parse-body';
import { readContact, readSearchResults } from '../../packages/core/src/delivery/read-contact';
import { redact } from '../../packages/core/src/delivery/redact';
import { isPage } from '../../packages/core/src/delivery/verdict';
import { isoExponent } from '../../packages/core/src/iso-4217';
import { asObject } from '../../packages/core/src/json-object';
import { nearestName } from '../../packages/core/src/settings/nearest-name';
import { createTimeZone, isTimeZone, UTC } from '../../packages/core/src/time-zone';
import { namesCurrency } from '../../packages/core/src/values/currencies';
import { readCodeInKey, readCurrencyStem, toWords } from '../../packages/core/src/values/currency-key';
import { isBalance, namesNoCurrency } from '../../packages/core/src/values/currency-value';
import { toAsciiDigits } from '../../packages/core/src/values/digits';
import { isEmpty } from '../../packages/core/src/values/empty';
import { unwrapExtendedJson } from '../../packages/core/src/values/extended-json';
import { dateKey, findDateInText } from '../../packages/core/src/values/find-date';
import { isJsonScalar } from '../../packages/core/src/values/json-scalar';
import { endsInDate, legaliseKey, readKeyFacts } from '../../packages/core/src/values/keys';
import { readCurrency, readMajorAmount, readMinorAmount } from '../../packages/core/src/values/money';
import { legaliseDateKey, makeProperty, pathOf, sentKeyOf } from '../../packages/core/src/values/property';
import {
  fromOtherDigits,
  readAnyTime,
  readCompactDay,
  readEpochText,
  readIsoTime,
} from '../../packages/core/src/values/read-time';
import { cutText, fitsAsLink, isBlank, isHttpUri } from '../../packages/core/src/values/text';
import { isWellFormed, toWellFormed } from '../../packages/core/src/well-formed';
import { readConfig } from '../../packages/rudder-destination/src/config/read-config';
import { readDestInfo } from '../../packages/rudder-destination/src/dest-info';
import { registerType } from '../../packages/rudder-destination/src/install/register-type';
import { readProxyRequest } from '../../packages/rudder-destination/src/read-proxy-request';
import { isOurDelivery, isOurEvent } from '../../packages/rudder-destination/src/take-over/is-ours';
import { createRoundedTest } from '../../packages/segment-destination/src/track-event/rounded-numbers';
import { toTrackCall } from '../../packages/segment-destination/src/track-event/to-track-call';
import { comparedEventName, storedEventName } from '../../packages/simulator/src/events/event-name';
import { decodePathPart } from '../../packages/simulator/src/http/decode-path-part';

const EURO = { code: 'eur', exponent: 2 };
const DAY = readKeyFacts('created_at');
const WORKSPACE = createWorkspace({ token: 't', at: { region: 'EU' } });
const matchesStars = compileEventPattern('*a*_*-*.*@*"*x*!');
const isPlaceholder = createPlaceholderTest(readMappingSettings());
const readIdentifier = createIdentifierReader(isPlaceholder);
const reading = () => ({ notes: [], isUnreadable: false, isSpoiled: false });
const errorBody = (message: string) => JSON.stringify({ errors: [{ code: 'bad', message }] });

type Reader = (text: string) => unknown;

/** What of core reads a text by itself, by the names under which it is exported. What throws has read it. */
export const CORE_READERS: Readonly<Record<string, Reader>> = {
  asObject,
  canBeFound,
  compileEventPattern: (text) => [compileEventPattern(text)('a'), matchesStars(text)],
  createTimeZone,
  cutText,
  dateKey: (text) => dateKey(text, text),
  endsInDate,
  findDateInText: (text) => findDateInText(text, DAY, DAY, UTC),
  fitsAsLink,
  fromOtherDigits,
  isBalance,
  isBlank,
  isEmpty,
  namesNoCurrency,
  readCodeInKey,
  isHttpUri,
  isJsonScalar,
  isIdentifierType,
  isOff,
  isPage,
  isTimeZone,
  isTooLong: (text) => isTooLong(text, 'userId', reading()),
  isWellFormed,
  isoExponent,
  legaliseDateKey,
  legaliseKey,
  makeProperty: (text) => makeProperty(text, undefined, undefined, false),
  nearestName: (text) => nearestName(text, ['userId', 'keyLimit']),
  parseBody,
  pathOf: (text) => pathOf(text, undefined),
  readAnyTime,
  readCompactDay,
  readContact,
  readCurrency: (text) => readCurrency(text, 'iso'),
  namesCurrency: (text) => namesCurrency('plan', text),
  readCurrencyStem: (text) => readCurrencyStem(`${text}_currency`),
  readEpochText,
  hasErrors,
  readErrorList: (body) => readErrorList({ status: 400, body }),
  readIsoTime,
  readKeyFacts,
  readMajorAmount: (text) => readMajorAmount(text, EURO),
  readMinorAmount: (text) => readMinorAmount(text, EURO),
  readRegion,
  readMappingSettings: (text) =>
    readMappingSettings({
      dropKeys: [text],
      types: { [text]: 'date' },
      placeholderIds: [text],
      events: { unlisted: 'send', rules: [{ match: text, action: 'skip' }] },
    }),
  readMissingContact: (text) => readMissingContact(text, ['retry'], {}),
  readMoment: (text) => readMoment(text, UTC),
  readSearchResults,
  redact: (text) => redact(text, [text, 'tok_1']),
  sentKeyOf: (text) => sentKeyOf(text, undefined),
  toAsciiDigits,
  toDeleteUserRequest: (text) => toDeleteUserRequest(text, WORKSPACE),
  toFindByExternalIdRequest: (text) => toFindByExternalIdRequest(text, WORKSPACE),
  toGetContactRequest: (text) => toGetContactRequest(text, WORKSPACE),
  toSearchByEmailRequest: (text) => toSearchByEmailRequest(text, WORKSPACE),
  toIdentifierText: (text) => [toIdentifierText(text), toIdentifierText({ $numberLong: text })],
  toWellFormed,
  toWords,
  unwrapExtendedJson: (text) =>
    ['$oid', '$date', '$numberLong', '$numberDecimal'].map((key) => unwrapExtendedJson({ [key]: text })),
};

const DIALECT = { delimiter: ',', lineEnd: '\n', escape: 'backslash' } as const;
const TEXT_COLUMN = { element: { name: 'note' }, children: [], count: 1, path: ['note'] };

/** What else reads text. */
export const OTHER_READERS: Readonly<Record<string, Reader>> = {
  createIdentifierReader: (text) => readIdentifier(text, 'userId', reading()),
  createPlaceholderTest: (text) => [
    isPlaceholder(text),
    createPlaceholderTest({ placeholderIds: [text] })(text),
  ],
  createWorkspace: (text) => createWorkspace({ token: 't', at: { baseUrl: `https://a.b/${text}` } }),
  'createWorkspace of a host': (text) => createWorkspace({ token: text, at: { baseUrl: text } }),
  describeReply: (text) => describeReply({ status: 400, body: errorBody(text) }, [text, 'tok_1'], false),
  'describeReply of a page': (text) => describeReply({ status: 400, body: text }, [], false),
  openTexts: (text) => openTexts({ properties: text, context: text }),
  'openTexts of what is written twice': (text) => openTexts({ traits: JSON.stringify(text) }),
  readWorkspaceOf: (text) =>
    readWorkspaceOf({ url: `https://a.b/${text}/events`, headers: { Authorization: `Bearer ${text}` } }),

  findDelimiter,
  findNamePatterns: (text) => findNamePatterns([1, 2, 3, 4, 5].map((at) => [`${text} ${at}`, 1])),
  hashShare,
  hashText: (text) => hashText(text),
  isLink,
  isReservedColumn,
  judgeName,
  judgeText,
  kindOf,
  maskEmails: (text) => maskEmails(`${text} @`),
  parseJson,
  parseJsonCell,
  parseNamePolicy,
  parseRate,
  parseRecord: (text) => parseRecord(text, true, 'line'),
  parseShare,
  parseTime,
  printable,
  printableJson: (text) => printableJson(JSON.stringify(text)),
  readCsvCell: (text) => readCsvCell(text, 'auto'),
  readCsvRow: (text) => readCsvRow(text, 0, DIALECT, true),
  'compareEscapes in a cell': (text) =>
    compareEscapes(`${text}\\,\n`, 0, DIALECT, { isWhole: true, columnCount: 3 }),
  readSeparatorLine,
  readMaxErrors,
  readValuesAlone: (text) =>
    readValuesAlone({ bytes: Buffer.from(text), number: 1, count: 1, isCut: false }, true)?.length,
  readParquetCell: (text) => readParquetCell(text, TEXT_COLUMN, 'auto', () => undefined),
  planTable: (text) => planTable([text, 'event_text', 'user_id', 'timestamp'], undefined),
  'planTable of paths': (text) =>
    planTable(['event', `properties.${text}`], { preset: 'segment-import', fields: {}, types: {} }),
  findPlace: (text) => findPlace(['a', 'b'], text),
  readAsKind: (text) => (['number', 'boolean', 'json'] as const).map((kind) => readAsKind(text, kind)),
  valueWithin: (text) => valueWithin(text, ['a']),
  isRudderStacksOwn,
  isWrittenByRudderStack,
  readColumnMapping: (text) => {
    try {
      return readColumnMapping({ [text]: text });
    } catch (error) {
      return String(error);
    }
  },
  toDroppedReason,
  toSnakeCase,

  isOurDelivery: (text) =>
    isOurDelivery({ endpoint: text, metadata: [{ destinationId: 'd' }] }, new Set(['d'])),
  isOurEvent: (text) => isOurEvent({ message: { type: text }, destination: { ID: 'd' } }, new Set(['d'])),
  readConfig: (text) => readConfig({ ID: 'd', Config: { apiKey: text, defaultCurrency: text } }),
  readDestInfo: (text) =>
    readDestInfo({ intercomEvents: { fallbacks: [{ by: text, value: text }], receivedAt: text } }),
  registerType,
  readProxyRequest: (text) => readProxyRequest({ endpoint: text, headers: { Authorization: text } }),

  createRoundedTest: (text) =>
    createRoundedTest({ events: [{ [text]: text }], payloads: [0], mapping: { userId: { '@path': text } } })(
      0,
      'userId',
      text,
    ),
  toTrackCall: (text) =>
    toTrackCall(
      { event: text, timestamp: text, userId: text, contactId: text, email: text },
      true,
      () => true,
    ),

  comparedEventName,
  decodePathPart,
  storedEventName,
};
