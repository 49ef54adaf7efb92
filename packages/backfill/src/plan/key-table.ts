import { asObject, type JsonObject, type Note, type NoteCode } from '@intercom-destination/core';
import { toSnakeCase } from '../filters/snake-case';
import { hashText } from '../overlaps/hash-text';
import { maskEmails } from '../terminal/mask-emails';
import { addCounts } from './add-counts';
import { AmountTable, type AmountsByCurrency } from './amount-table';
import { DistinctCount, type SeenValues } from './distinct-count';
import { kindOf, PROPERTY_KINDS, type PropertyKind } from './property-kind';
import { addSample, mergeSamples, type Place, type Sample } from './samples';
import { judgeName, judgeText, type Sensitivity } from './sensitive';

/** Paths that are counted one by one; real dumps have some hundreds, but ids may stand where keys should. */
const PATHS_MAX = 5_000;
const NESTING_MAX = 5;
/** UTF-16 units of a key under which an object is opened, as in the mapping: each of its properties repeats the key. */
const OPENED_KEY_MAX = 256;
/** A longer text is told from others by its beginning. */
const HASHED_LENGTH = 200;

/** What is counted of one property. */
interface KeyCounts {
  filled: number;
  /** Lost because the event had too many keys. */
  lost: number;
  /** Not sent for another reason. */
  leftOut: number;
  /** Filled in calls that lost keys. */
  crowded: number;
  personalValues: number;
  secretValues: number;
  /** The same key in snake case stood in the same call. */
  besideSnake: number;
  /** Amounts that no currency makes money: zero, negative or too large. */
  neverMoney: number;
}

/** What is known of one property, by its path such as `address.city`. */
export interface KeyProfile {
  readonly path: string;
  /** As a warehouse spells it. */
  readonly snakePath: string;
  readonly byName: Sensitivity | undefined;
  readonly counts: KeyCounts;
  readonly kinds: Record<PropertyKind, number>;
  readonly distinct: DistinctCount;
  readonly amounts: AmountTable;
  /** The first calls in which it is a number, and not for being no amount of money. */
  readonly numbers: Sample[];
}

/** What is known of the properties, in a form that goes from one thread to another. */
export interface KeyTableState {
  readonly keys: readonly (Pick<KeyProfile, 'path' | 'counts' | 'kinds' | 'numbers'> & {
    readonly distinct: SeenValues;
    readonly amounts: AmountsByCurrency;
  })[];
  readonly otherFilled: number;
}

/** Profiles the properties of calls to deliver, in memory that is bounded. */
export class KeyTable {
  readonly #keys = new Map<string, KeyProfile>();
  /** Properties filled under paths that found no room. */
  otherFilled = 0;

  add(properties: unknown, notes: readonly Note[], place: Place): void {
    const object = asObject(properties);
    if (object !== undefined) this.#addAll(object, '', 0, readFates(notes, place), object);
  }

  /** The most often filled first. */
  get sorted(): readonly KeyProfile[] {
    return [...this.#keys.values()].sort(
      (a, b) => b.counts.filled - a.counts.filled || (a.path < b.path ? -1 : 1),
    );
  }

  /** Whether a property or a currency found no room. */
  get isFull(): boolean {
    if (this.otherFilled > 0) return true;
    for (const { amounts } of this.#keys.values()) if (amounts.isFull) return true;
    return false;
  }

  get state(): KeyTableState {
    const keys = [...this.#keys.values()].map(({ path, counts, kinds, numbers, distinct, amounts }) => ({
      ...{ path, counts, kinds, numbers },
      distinct: distinct.state,
      amounts: amounts.state,
    }));
    return { keys, otherFilled: this.otherFilled };
  }

  merge({ keys, otherFilled }: KeyTableState): void {
    this.otherFilled += otherFilled;
    for (const { path, counts, kinds, numbers, distinct, amounts } of keys) {
      const profile = this.#profileOf(path);
      if (profile === undefined) {
        this.otherFilled += counts.filled;
        continue;
      }
      addCounts(profile.counts, counts);
      addCounts(profile.kinds, kinds);
      profile.distinct.merge(distinct);
      profile.amounts.merge(amounts);
      mergeSamples(profile.numbers, numbers);
    }
  }

  #addAll(object: JsonObject, prefix: string, depth: number, fates: FatesOfCall, top: JsonObject): void {
    const currency = readCurrency(object);
    for (const name of Object.keys(object)) {
      const value = object[name];
      if (value === null || value === undefined) continue;
      if (typeof value === 'string' && value.trim() === '') continue;
      // Somebody's address as a key is not to be shown.
      const path = prefix + maskEmails(name);
      const inner = asObject(value);
      const opens = !fates.kinds.has(path) && depth + 1 < NESTING_MAX && name.length <= OPENED_KEY_MAX;
      if (inner !== undefined && opens) this.#addAll(inner, `${path}.`, depth + 1, fates, top);
      else this.#addOne(path, value, currency, fates, top);
    }
  }

  #addOne(path: string, value: unknown, currency: string, fates: FatesOfCall, top: JsonObject): void {
    const profile = this.#profileOf(path);
    if (profile === undefined) {
      this.otherFilled += 1;
      return;
    }
    const { counts } = profile;
    const kind = fates.kinds.get(path) ?? kindOf(value);
    counts.filled += 1;
    profile.kinds[kind] += 1;
    if (fates.lost.has(path)) counts.lost += 1;
    if (fates.leftOut.has(path)) counts.leftOut += 1;
    if (fates.lost.size > 0) counts.crowded += 1;
    const text = toText(value);
    profile.distinct.add(hashText(text.length > HASHED_LENGTH ? text.slice(0, HASHED_LENGTH) : text));
    if (kind === 'money' || kind === 'number' || kind === 'numeric_text') {
      profile.amounts.add(Number(text), currency);
      if (fates.neverMoney.has(path)) counts.neverMoney += 1;
      else if (kind !== 'money') addSample(profile.numbers, fates.place, path);
    }
    if (typeof value === 'string') addSensitivity(counts, value);
    if (profile.snakePath !== path && Object.hasOwn(top, profile.snakePath)) counts.besideSnake += 1;
  }

  #profileOf(path: string): KeyProfile | undefined {
    const known = this.#keys.get(path);
    if (known !== undefined || this.#keys.size >= PATHS_MAX) return known;
    const snakePath = toSnakeCase(path);
    const kinds = Object.fromEntries(PROPERTY_KINDS.map((kind) => [kind, 0])) as Record<PropertyKind, number>;
    const profile: KeyProfile = {
      path,
      snakePath,
      byName: judgeName(snakePath),
      counts: {
        filled: 0,
        lost: 0,
        leftOut: 0,
        crowded: 0,
        personalValues: 0,
        secretValues: 0,
        besideSnake: 0,
        neverMoney: 0,
      },
      kinds,
      distinct: new DistinctCount(8, 64),
      amounts: new AmountTable(),
      numbers: [],
    };
    this.#keys.set(path, profile);
    return profile;
  }
}

/** Enough to tell values apart, however deep they nest. */
function toText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value))
    return value.map((item) => (typeof item === 'object' ? '{}' : String(item))).join();
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '{}';
}

function addSensitivity(counts: KeyCounts, text: string): void {
  const found = judgeText(text);
  if (found === 'personal_value') counts.personalValues += 1;
  else if (found === 'secret_value') counts.secretValues += 1;
}

/** What the notes of one call say of its properties, by path, and where it stands. */
interface FatesOfCall {
  readonly kinds: ReadonlyMap<string, PropertyKind>;
  readonly lost: ReadonlySet<string>;
  readonly leftOut: ReadonlySet<string>;
  readonly neverMoney: ReadonlySet<string>;
  readonly place: Place;
}

const KIND_OF_NOTE: Partial<Record<NoteCode, PropertyKind>> = {
  date_converted: 'date',
  money_converted: 'money',
  rich_link_built: 'rich_link',
};
const LEFT_OUT: ReadonlySet<NoteCode> = new Set<NoteCode>([
  'dropped_by_setting',
  'not_listed',
  'email_is_identity',
  'currency_used',
  'key_alike',
  'key_dropped',
  'array_dropped',
  'too_deep',
]);

function readFates(notes: readonly Note[], place: Place): FatesOfCall {
  const kinds = new Map<string, PropertyKind>();
  const lost = new Set<string>();
  const leftOut = new Set<string>();
  const neverMoney = new Set<string>();
  for (const { code, key } of notes) {
    const kind = KIND_OF_NOTE[code];
    if (kind !== undefined) kinds.set(key, kind);
    else if (code === 'key_limit') lost.add(key);
    else if (code === 'money_not_positive') neverMoney.add(key);
    else if (LEFT_OUT.has(code)) leftOut.add(key);
  }
  return { kinds, lost, leftOut, neverMoney, place };
}

function readCurrency({ currency }: JsonObject): string {
  return typeof currency === 'string' ? currency.trim().toLowerCase() : '';
}
