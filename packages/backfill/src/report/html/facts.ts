import { DEFAULT_MAPPING_SETTINGS } from '@intercom-destination/core';
import type { Filters } from '../../filters/filters';
import { writeNamePolicy } from '../../options/name-policy';
import type { Manifest } from '../../run-directory/manifest';
import { DEFAULT_READING } from '../../sources/source-format';
import { describeHandover } from '../../target/handover';
import { formatCount, plural } from '../../terminal/format';
import { maskEmails } from '../../terminal/mask-emails';
import { html, type Markup } from './markup';
import { words } from './words';

/** A run and where it is kept. */
export interface RunFacts {
  /** The path of the run directory. */
  readonly runDir: string;
  readonly manifest: Manifest;
}

/** So that the summary stays on its page; the manifest has them all. */
const LISTED_MAX = 6;
const VALUE_LENGTH_MAX = 160;

/** What the run was asked to do: where from, where to, and how. What is as by default goes without saying. */
export function facts({ runDir, manifest }: RunFacts): Markup {
  const { workspace, inputs, into, through, names } = manifest;
  const bytes = inputs.reduce((sum, input) => sum + input.bytes, 0);
  const rows: readonly (readonly [string, readonly string[]])[] = [
    ['Sent to', [into === undefined ? manifest.target : describeHandover(into)]],
    ['Workspace', workspace === undefined ? [] : [describeWorkspace(workspace)]],
    ['Sent through', through === 'core' ? [] : [`the ${through} destination`]],
    [
      `${plural(inputs.length, 'input')}, ${formatCount(bytes)} bytes`,
      listed(inputs.map(({ path }) => path)),
    ],
    ['Reading', changed(manifest.reading, DEFAULT_READING)],
    ['Mapping settings', changed(manifest.mapping, DEFAULT_MAPPING_SETTINGS)],
    ['Filters', changed(readable(manifest.filters), NO_FILTERS)],
    ['Event names', [writeNamePolicy(names)]],
    ['On collision', [manifest.on_collision]],
    ['Run directory', [runDir]],
  ];
  return html`<dl>
    ${rows
      .filter(([, values]) => values.length > 0)
      .map(
        ([name, values]) =>
          html`<dt>${name}</dt>
            ${values.map((value) => html`<dd>${words(value)}</dd>`)}`,
      )}
  </dl>`;
}

function describeWorkspace({ id_code: idCode, region }: NonNullable<Manifest['workspace']>): string {
  return region === undefined ? idCode : `${idCode}, region ${region}`;
}

const NO_FILTERS: Filters = { ignoreIntegrations: false, consent: [], only: [], exclude: [] };

/** Times as dates, and of the people to suppress only how many they are. */
function readable({ from, before, suppress, ...filters }: Filters): object {
  const toTime = (seconds: number) => new Date(seconds * 1_000).toISOString();
  return {
    ...filters,
    ...(from === undefined ? {} : { from: toTime(from) }),
    ...(before === undefined ? {} : { before: toTime(before) }),
    ...(suppress === undefined ? {} : { suppress: suppress.entries }),
  };
}

/** The settings that are not as by default, one a line. */
function changed(settings: object, defaults: object): readonly string[] {
  const byDefault: Readonly<Record<string, unknown>> = { ...defaults };
  const isChanged = ([name, value]: [string, unknown]) =>
    value !== undefined && JSON.stringify(value) !== JSON.stringify(byDefault[name]);
  return listed(
    Object.entries(settings)
      .filter(isChanged)
      .map(([name, value]) => `${name}: ${shorten(maskEmails(JSON.stringify(value)))}`),
  );
}

function listed(values: readonly string[]): readonly string[] {
  if (values.length <= LISTED_MAX) return values;
  const rest = values.length - LISTED_MAX;
  return [...values.slice(0, LISTED_MAX), `and ${formatCount(rest)} more, in manifest.json`];
}

function shorten(text: string): string {
  return text.length <= VALUE_LENGTH_MAX ? text : `${text.slice(0, VALUE_LENGTH_MAX)}…`;
}
