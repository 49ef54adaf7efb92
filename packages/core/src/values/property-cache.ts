import { makeCountPlace, makePlace, pathOf, sentKeyOf, type Place } from './property';
import type { CompiledMetadataSettings, PropertyRule } from '../settings/compile-metadata-settings';

/** Ours: a product's events have some hundred keys. */
const PLACES_MAX = 5_000;
const REMEMBERED_KEY_LENGTH_MAX = 200;
const NO_KEYS: ReadonlySet<string> = new Set();

/**
 * The places of properties, each made once: keys recur from call to call, and to join, legalise and look for them anew
 * took a third of the time of a nested call. Bounded, so that ever new keys cannot fill it.
 */
export class PlaceBook {
  readonly #rules: CompiledMetadataSettings['rules'];
  readonly #topLevel = new Map<string, Place>();
  readonly #additions = new Map<string, Place>();
  #counts = new WeakMap<Place, Place>();
  #size = 0;

  constructor({ rules }: CompiledMetadataSettings) {
    this.#rules = rules;
  }

  /**
   * The place of a property; `parent` is `undefined` for `properties` itself. `dottedKeys` are those of the call's
   * top-level keys that hold dots themselves, in lower case: what is said of one is not said of the same path.
   */
  placeOf(name: string, parent: Place | undefined, dottedKeys: ReadonlySet<string>): Place {
    if (dottedKeys.size > 0) return makePlace(name, parent, this.#findRule(name, parent, dottedKeys), false);
    const known = parent === undefined ? this.#topLevel : parent.inside;
    return (
      known.get(name) ??
      this.#keep(known, name, makePlace(name, parent, this.#findRule(name, parent, NO_KEYS), false))
    );
  }

  /** The place of what `addKeys` brings under a key. */
  placeOfAddition(name: string): Place {
    const rule = this.#findRule(name, undefined, NO_KEYS);
    return (
      this.#additions.get(name) ?? this.#keep(this.#additions, name, makePlace(name, undefined, rule, true))
    );
  }

  /** The place of a list's length. */
  placeOfCount(list: Place): Place {
    const known = this.#counts.get(list);
    if (known !== undefined) return known;
    const place = makeCountPlace(
      list,
      this.#rules?.get(`${list.path}_count`.toLowerCase()) ??
        this.#rules?.get(`${list.sentKey}_count`.toLowerCase()),
    );
    this.#counts.set(list, place);
    return place;
  }

  /** A setting names a property by its path or by its flattened key. */
  #findRule(
    name: string,
    parent: Place | undefined,
    dottedKeys: ReadonlySet<string>,
  ): PropertyRule | undefined {
    if (this.#rules === undefined) return undefined;
    const lowerPath = pathOf(name, parent).toLowerCase();
    if (parent === undefined) return this.#rules.get(lowerPath);
    const byPath = dottedKeys.has(lowerPath) ? undefined : this.#rules.get(lowerPath);
    return byPath ?? this.#rules.get(sentKeyOf(name, parent).toLowerCase());
  }

  #keep(known: Map<string, Place>, name: string, place: Place): Place {
    if (name.length > REMEMBERED_KEY_LENGTH_MAX) return place;
    if (this.#size >= PLACES_MAX) this.#forget();
    known.set(name, place);
    this.#size += 1;
    return place;
  }

  #forget(): void {
    this.#topLevel.clear();
    this.#additions.clear();
    this.#size = 0;
  }
}
