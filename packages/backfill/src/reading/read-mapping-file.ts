import { readMappingSettings, SettingsError, type MappingSettings } from '@intercom-destination/core';
import { readFileSync } from 'node:fs';
import { parseDocument } from 'yaml';
import { CannotRun, describeSystemFault } from '../terminal/cannot-run';

/** The settings in a mapping file, YAML or JSON, completed by the defaults; without a file, the defaults. */
export function readMappingFile(path: string | undefined): MappingSettings {
  if (path === undefined) return readMappingSettings();
  const settings = withoutSchemaName(parse(path, readText(path)));
  try {
    return readMappingSettings(settings);
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
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
function parse(path: string, text: string): unknown {
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

/** Editors look for the schema's name in the file itself. */
function withoutSchemaName(settings: unknown): unknown {
  if (typeof settings !== 'object' || settings === null || Array.isArray(settings)) return settings;
  return Object.fromEntries(Object.entries(settings).filter(([name]) => name !== '$schema'));
}
