import type { PropertyRule } from '../settings/compile-metadata-settings';
import type { PropertyType } from '../settings/mapping-settings';
import { dateKey } from './find-date';
import { endsInDate, legaliseKey, readKeyFacts, type KeyFacts, type LegalKey } from './keys';

/** A property apart from its value: what it is called, where it stands, and what the settings say of it. */
export interface Property {
  /** Where the call has it, for notes: `address.city`. */
  readonly path: string;
  /** The key as the call spells it, by which settings may name it: the joined keys of a nested property. */
  readonly sentKey: string;
  /** The key so far: the same, unless an object around it is renamed. */
  readonly key: string;
  /** Facts of `key`. */
  readonly facts: KeyFacts;
  /** Facts of the property's own key. */
  readonly name: KeyFacts;
  /** Levels of objects above it. */
  readonly depth: number;
  readonly isDropped: boolean;
  /** Its rank in `keepKeys`; `undefined`: not there. */
  readonly keepRank: number | undefined;
  /** The key that `renameKeys` gives it; `undefined`: none. */
  readonly renameTo: string | undefined;
  readonly type: PropertyType | undefined;
  /** It is `email` itself, in whatever case. */
  readonly isEmail: boolean;
  /** It comes from `addKeys`. */
  readonly added: boolean;
  /** The key under which it goes if it is no date. */
  readonly plainKey: LegalKey;
  /** The key under which it goes if it is a date and no other property has the key that it wants. */
  readonly dateKey: LegalKey;
  /** The key that it wants as a date, in lower case. */
  readonly wantedDateKey: string;
  /** Properties within it that are known already, by their own keys. */
  readonly inside: Map<string, Property>;
}

/** Makes a property. `parent` is `undefined` for `properties` itself. */
export function makeProperty(
  name: string,
  parent: Property | undefined,
  rule: PropertyRule | undefined,
  added: boolean,
): Property {
  const key = parent === undefined ? name : `${parent.renameTo ?? parent.key}_${name}`;
  const path = pathOf(name, parent);
  return completeProperty({
    path,
    sentKey: sentKeyOf(name, parent),
    key,
    name: readKeyFacts(name),
    depth: parent === undefined ? 0 : parent.depth + 1,
    isDropped: rule?.drop === true && !added,
    keepRank: rule?.keepRank ?? parent?.keepRank,
    renameTo: rule?.renameTo,
    type: rule?.type,
    isEmail: path.toLowerCase() === 'email',
    added: added || (parent?.added ?? false),
  });
}

/** The length of a list, which is a property of its own: the settings may name it, or else it follows its list. */
export function makeCountProperty(list: Property, rule: PropertyRule | undefined): Property {
  return completeProperty({
    ...list,
    sentKey: `${list.sentKey}_count`,
    key: `${list.key}_count`,
    isDropped: rule?.drop === true,
    keepRank: rule?.keepRank ?? list.keepRank,
    renameTo: rule?.renameTo ?? (list.renameTo === undefined ? undefined : `${list.renameTo}_count`),
  });
}

export function pathOf(name: string, parent: Property | undefined): string {
  return parent === undefined ? name : `${parent.path}.${name}`;
}

export function sentKeyOf(name: string, parent: Property | undefined): string {
  return parent === undefined ? name : `${parent.sentKey}_${name}`;
}

type OwnPart = Omit<Property, 'facts' | 'plainKey' | 'dateKey' | 'wantedDateKey' | 'inside'>;

/** Field by field, without a spread: V8 then gives all properties one shape, and reads it in place. */
function completeProperty(own: OwnPart): Property {
  const { key, renameTo } = own;
  const facts = readKeyFacts(key);
  const wanted = dateKey(key, facts.dateStem ?? key);
  return {
    path: own.path,
    sentKey: own.sentKey,
    key,
    facts,
    name: own.name,
    depth: own.depth,
    isDropped: own.isDropped,
    keepRank: own.keepRank,
    renameTo,
    type: own.type,
    isEmail: own.isEmail,
    added: own.added,
    plainKey: legalisePlainKey(renameTo ?? key),
    dateKey: legaliseDateKey(renameTo ?? wanted),
    wantedDateKey: wanted.toLowerCase(),
    inside: new Map(),
  };
}

/** Intercom would read a value under a key that ends in `_date` as a date. */
function legalisePlainKey(key: string): LegalKey {
  const legal = legaliseKey(key);
  return endsInDate(legal.lower) ? legaliseKey(`${legal.legal}_value`) : legal;
}

/** The key of a date as Intercom allows it, which ends in `_date`; empty where nothing legal is left. */
export function legaliseDateKey(key: string): LegalKey {
  const legal = legaliseKey(key);
  return legal.legal === '' || endsInDate(legal.lower) ? legal : legaliseKey(`${legal.legal}_date`);
}
