import {
  DEFAULT_MAPPING_SETTINGS,
  MAPPING_SETTINGS,
  type MappingSettings,
  type SettingRow,
} from '@intercom-destination/core';
import { isDeepStrictEqual } from 'node:util';
import { CannotRun } from '../../terminal/cannot-run';

/** The mapping as Segment has it: settings of the destination, and fields of a mapping beside those with a default. */
export interface SegmentSettings {
  readonly settings: Readonly<Record<string, unknown>>;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** What is the default is left to be one. Throws `CannotRun` on what Segment's form has no way to say. */
export function toSegmentSettings(mapping: MappingSettings): SegmentSettings {
  const given: Readonly<Record<string, unknown>> = { ...mapping };
  const defaults: Readonly<Record<string, unknown>> = { ...DEFAULT_MAPPING_SETTINGS };
  const fields: Record<string, unknown> = {};
  for (const [name, row] of Object.entries<SettingRow>(MAPPING_SETTINGS)) {
    if (isDeepStrictEqual(given[name], defaults[name])) continue;
    const instead = INSTEAD[name];
    if (instead !== undefined) {
      throw new CannotRun(
        `--through segment takes no ${name}: ${instead} Leave ${name} out of the mapping file, or go through core or rudder.`,
      );
    }
    if (name === 'addKeys') fields['furtherMetadata'] = toPaths(mapping.addKeys);
    else if (name !== 'sendAnonymousId') fields[name] = toValue(name, row, given[name]);
  }
  const { sendAnonymousId } = mapping;
  if (sendAnonymousId) fields['anonymousId'] = path('anonymousId');
  return { settings: { sendAnonymousId }, fields };
}

/** Why Segment's form has no such setting. */
const INSTEAD: Readonly<Record<string, string>> = {
  events: 'there a subscription says which events are sent.',
  timeFrom: 'there the field Time of the form says where the time is.',
  emailFrom: 'there the fields of the form say where emails are.',
  integrationNames: 'there the field Contact ID of the form says where the id is.',
};

function toValue(name: string, row: SettingRow, value: unknown): unknown {
  if (row.kind === 'names' || row.kind === 'choices') {
    if ((value as readonly string[]).length > 0) return value;
    throw new CannotRun(
      `--through segment cannot set ${name} to an empty list: in Segment's form that is not to set it.`,
    );
  }
  if (row.kind === 'name_map' || row.kind === 'choice_map') refuseDirectives(name, value as object);
  return value;
}

function toPaths(addKeys: Readonly<Record<string, string>>): Record<string, unknown> {
  refuseDirectives('addKeys', addKeys);
  return Object.fromEntries(Object.entries(addKeys).map(([key, at]) => [key, path(at)]));
}

function path(at: string): object {
  return { '@path': `$.${at}` };
}

/** In a mapping of Segment's, a key that begins with `@` is an instruction. */
function refuseDirectives(name: string, map: object): void {
  const directive = Object.keys(map).find((key) => key.startsWith('@'));
  if (directive === undefined) return;
  throw new CannotRun(
    `--through segment cannot say ${JSON.stringify(directive)} in ${name}: Segment takes a key that begins with @ for an instruction.`,
  );
}
