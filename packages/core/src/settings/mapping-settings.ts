import type { SettingValue } from './row';
import type { MAPPING_SETTINGS, METADATA_SETTINGS } from './table';

type ValuesOf<Table extends typeof MAPPING_SETTINGS | typeof METADATA_SETTINGS> = {
  readonly [Name in keyof Table]: Table[Name] extends (typeof MAPPING_SETTINGS)[keyof typeof MAPPING_SETTINGS]
    ? SettingValue<Table[Name], EventRules>
    : never;
};

/** How metadata is made; see `settings/table.ts` for each. */
export type MetadataSettings = ValuesOf<typeof METADATA_SETTINGS>;

/** Every setting of the mapping; see `settings/table.ts` for each. */
export type MappingSettings = ValuesOf<typeof MAPPING_SETTINGS>;

export type PropertyType = MetadataSettings['types'][string];
export type EmailSource = MappingSettings['emailFrom'][number];

export interface EventRules {
  /** What becomes of events that no rule matches. */
  readonly unlisted: 'send' | 'skip';
  /** The first that matches wins. */
  readonly rules: readonly EventRule[];
}

export interface EventRule {
  /** A name or a pattern with `*` (`\*` is a star), compared without case. */
  readonly match: string;
  readonly action: 'send' | 'skip';
  /** The name to send the event under. */
  readonly name?: string;
  /** Replaces each setting that it names, whole. */
  readonly metadata?: Partial<MetadataSettings>;
}
