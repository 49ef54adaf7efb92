import {
  asObject,
  readMappingSettings,
  SettingsError,
  type MappingSettings,
} from '@intercom-destination/core';
import { readFileSync } from 'node:fs';
import type { ColumnMapping } from '../sources/warehouse/column-mapping';
import { ColumnsError, readColumnMapping } from '../sources/warehouse/read-column-mapping';
import { CannotRun, describeSystemFault } from '../terminal/cannot-run';

/** What a mapping file says. */
export interface MappingFile {
  /** Completed by the defaults. */
  readonly mapping: MappingSettings;
  /** What columns of tables are; the backfill alone has a use for it. `undefined`: nothing is said of them. */
  readonly columns: ColumnMapping | undefined;
  /** The settings that the file names, even where it repeats the default. */
  readonly said: ReadonlySet<keyof MappingSettings>;
}

/** Reads a mapping file, YAML or JSON; without one, the defaults. */
export async function readMappingFile(path: string | undefined): Promise<MappingFile> {
  if (path === undefined) return { mapping: readMappingSettings(), columns: undefined, said: new Set() };
  const { settings, columns } = split(await parse(path, readText(path)));
  try {
    const mapping = readMappingSettings(settings);
    const names = Object.keys(mapping) as (keyof MappingSettings)[];
    return {
      mapping,
      columns: columns === undefined ? undefined : readColumnMapping(columns),
      said: new Set(names.filter((name) => Object.hasOwn(asObject(settings) ?? {}, name))),
    };
  } catch (error) {
    if (!(error instanceof SettingsError || error instanceof ColumnsError)) throw error;
    throw new CannotRun(`${path}: ${error.message}`, { cause: error });
  }
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const fault = describeSystemFault(error) ?? 'unknown fault';
    throw new CannotRun(`Cannot read the mapping file ${path}: ${fault}.`, { cause: error });
  }
}

/** JSON is YAML too, so one parser reads both and names the line of a fault. An empty file sets nothing. */
async function parse(path: string, text: string): Promise<unknown> {
  // Loaded where it is needed: a start without it is quicker.
  const { parseDocument } = await import('yaml');
  const document = parseDocument(text, { prettyErrors: false });
  const fault = document.errors[0];
  if (fault !== undefined) {
    const line = text.slice(0, fault.pos[0]).split('\n').length;
    throw new CannotRun(`${path}, line ${line}: ${fault.message}`, { cause: fault });
  }
  try {
    return document.toJS() ?? {};
  } catch (error) {
    // Aliases that lead nowhere, or multiply beyond all measure.
    throw new CannotRun(`${path}: ${error instanceof Error ? error.message : 'no YAML'}`, { cause: error });
  }
}

/** Editors look for the schema's name in the file itself. What is no object is left for the settings to refuse. */
function split(given: unknown): { readonly settings: unknown; readonly columns?: unknown } {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return { settings: given };
  const own = Object.entries(given).filter(([name]) => name !== '$schema' && name !== 'columns');
  return {
    settings: Object.fromEntries(own),
    columns: 'columns' in given ? given.columns : undefined,
  };
}
