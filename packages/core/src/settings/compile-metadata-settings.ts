import type { TimeZone } from '../time-zone';
import type { MetadataSettings, PropertyType } from './mapping-settings';

/** What the settings say of one property. */
export interface PropertyRule {
  readonly drop: boolean;
  readonly keepRank: number | undefined;
  readonly renameTo: string | undefined;
  readonly type: PropertyType | undefined;
}

export interface CompiledMetadataSettings {
  readonly settings: MetadataSettings;
  /** Of times without a zone. */
  readonly timeZone: TimeZone;
  /** By lower-case path or flattened key; `undefined`: no property is named. */
  readonly rules: ReadonlyMap<string, PropertyRule> | undefined;
  readonly hasDrops: boolean;
  /** `addKeys` as `[key, segments of the path]`. */
  readonly additions: readonly (readonly [key: string, path: readonly string[]])[];
}

/** Turns the lists that name properties into one look-up. */
export function compileMetadataSettings(
  settings: MetadataSettings,
  timeZone: TimeZone,
): CompiledMetadataSettings {
  const dropped = new Set(settings.dropKeys.map(lower));
  const keepRanks = new Map(settings.keepKeys.map((key, rank) => [lower(key), rank]));
  const renames = new Map(Object.entries(settings.renameKeys).map(([from, to]) => [lower(from), to]));
  const types = new Map(Object.entries(settings.types).map(([key, type]) => [lower(key), type]));

  const named = new Set([...dropped, ...keepRanks.keys(), ...renames.keys(), ...types.keys()]);
  const rules = new Map<string, PropertyRule>();
  for (const key of named) {
    rules.set(key, {
      drop: dropped.has(key),
      keepRank: keepRanks.get(key),
      renameTo: renames.get(key),
      type: types.get(key),
    });
  }
  return {
    settings,
    timeZone,
    rules: rules.size === 0 ? undefined : rules,
    hasDrops: dropped.size > 0,
    additions: Object.entries(settings.addKeys).map(([key, path]) => [key, path.split('.')] as const),
  };
}

function lower(key: string): string {
  return key.toLowerCase();
}
