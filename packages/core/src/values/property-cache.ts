import type { CompiledMetadataSettings, PropertyRule } from '../settings/compile-metadata-settings';
import { makeCountProperty, makeProperty, pathOf, sentKeyOf, type Property } from './property';

/** Ours: a product's events have some hundred keys. */
const PROPERTIES_MAX = 5_000;
const REMEMBERED_KEY_LENGTH_MAX = 200;
const NO_KEYS: ReadonlySet<string> = new Set();

/**
 * Properties by their keys, each made once: keys recur from call to call, and to join, legalise and look for them anew
 * took a third of the time of a nested call. Bounded, so that ever new keys cannot fill it.
 */
export class PropertyCache {
  readonly #rules: CompiledMetadataSettings['rules'];
  readonly #topLevel = new Map<string, Property>();
  readonly #additions = new Map<string, Property>();
  #counts = new WeakMap<Property, Property>();
  #size = 0;

  constructor({ rules }: CompiledMetadataSettings) {
    this.#rules = rules;
  }

  /**
   * A property by its own key; `parent` is `undefined` for `properties` itself. `dottedKeys` are those of the call's
   * top-level keys that hold dots themselves, in lower case: what is said of one is not said of the same path.
   */
  propertyOf(name: string, parent: Property | undefined, dottedKeys: ReadonlySet<string>): Property {
    if (dottedKeys.size > 0)
      return makeProperty(name, parent, this.#findRule(name, parent, dottedKeys), false);
    const known = parent === undefined ? this.#topLevel : parent.inside;
    return (
      known.get(name) ??
      this.#keep(known, name, makeProperty(name, parent, this.#findRule(name, parent, NO_KEYS), false))
    );
  }

  /** What `addKeys` brings under a key. */
  propertyOfAddition(name: string): Property {
    const rule = this.#findRule(name, undefined, NO_KEYS);
    return (
      this.#additions.get(name) ??
      this.#keep(this.#additions, name, makeProperty(name, undefined, rule, true))
    );
  }

  /** The length of a list. */
  propertyOfCount(list: Property): Property {
    const known = this.#counts.get(list);
    if (known !== undefined) return known;
    const property = makeCountProperty(
      list,
      this.#rules?.get(`${list.path}_count`.toLowerCase()) ??
        this.#rules?.get(`${list.sentKey}_count`.toLowerCase()),
    );
    this.#counts.set(list, property);
    return property;
  }

  /** A setting names a property by its path or by its flattened key. */
  #findRule(
    name: string,
    parent: Property | undefined,
    dottedKeys: ReadonlySet<string>,
  ): PropertyRule | undefined {
    if (this.#rules === undefined) return undefined;
    const lowerPath = pathOf(name, parent).toLowerCase();
    if (parent === undefined) return this.#rules.get(lowerPath);
    const byPath = dottedKeys.has(lowerPath) ? undefined : this.#rules.get(lowerPath);
    return byPath ?? this.#rules.get(sentKeyOf(name, parent).toLowerCase());
  }

  #keep(known: Map<string, Property>, name: string, property: Property): Property {
    if (name.length > REMEMBERED_KEY_LENGTH_MAX) return property;
    if (this.#size >= PROPERTIES_MAX) this.#forget();
    known.set(name, property);
    this.#size += 1;
    return property;
  }

  #forget(): void {
    this.#topLevel.clear();
    this.#additions.clear();
    this.#size = 0;
  }
}
