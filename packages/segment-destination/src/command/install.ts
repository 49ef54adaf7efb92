import { asObject } from '@intercom-destination/core';
import {
  DISPLAY_NAME,
  findConnections,
  findFunction,
  MARK,
  readConnection,
  readFunction,
  requireSource,
  type OurFunction,
} from './find';
import { functionSettings } from './function-form';
import { listAll, pathOf, type PublicApi } from './public-api';
import { Refused } from './refused';
import type { SettingsValues } from './settings-values';

/** What is to be in the workspace. */
export interface Wish {
  readonly sourceId: string;
  /** The one file, without our mark. */
  readonly code: string;
  readonly values: SettingsValues;
  /** Whether a destination filter is to keep other types of calls away. */
  readonly filter: boolean;
}

/** A line of what was done, or would be. */
export type Say = (line: string) => void;

const DESCRIPTION =
  'Sends track calls to Intercom as data events: typed metadata, exact money, retries. Not affiliated with Intercom.';

/** Says what would be done, and does it if `apply`. Throws `Refused`. */
export async function install(api: PublicApi, wish: Wish, apply: boolean, say: Say): Promise<void> {
  await requireSource(api, wish.sourceId);
  const done = await putFunction(api, wish, apply, say);
  if (done === undefined) {
    say(`would connect it to the source ${wish.sourceId}`);
    if (wish.filter) say('would add a destination filter that drops page, screen and alias calls');
    return;
  }
  const { catalogId } = done;
  if (catalogId === undefined) {
    throw new Refused(
      `Segment names no catalogId for the function ${done.id}, so this command cannot connect it. Connect it in the dashboard: Connections, Catalog, Functions.`,
    );
  }
  const destinationId = await connect(api, wish, catalogId, apply, say);
  if (wish.filter) await putFilter(api, wish.sourceId, destinationId, apply, say);
}

/** `undefined`: there is none, and `apply` is off. */
async function putFunction(
  api: PublicApi,
  wish: Wish,
  apply: boolean,
  say: Say,
): Promise<OurFunction | undefined> {
  const code = `${MARK}\n${wish.code}`;
  const settings = functionSettings();
  const found = await findFunction(api);
  if (found === undefined) {
    if (!apply) {
      say(`would create the function "${DISPLAY_NAME}"`);
      return undefined;
    }
    const given = {
      code,
      settings,
      displayName: DISPLAY_NAME,
      description: DESCRIPTION,
      resourceType: 'DESTINATION',
    };
    const created = readFunction(await api('POST', '/functions', given));
    if (created === undefined) throw new Refused('Segment does not say which function it has created.');
    say(`created the function "${DISPLAY_NAME}" (${created.id})`);
    return created;
  }
  const changed = [
    ...(textOf(found.code) === textOf(code) ? [] : ['code']),
    ...(isSame(found.settings, settings) ? [] : ['settings']),
  ];
  if (changed.length === 0) say(`the function ${found.id} is up to date`);
  else {
    if (apply) await api('PATCH', pathOf('functions', found.id), { code, settings });
    say(`${apply ? 'updated' : 'would update'} the ${changed.join(' and ')} of the function ${found.id}`);
  }
  return found;
}

/** Whatever line ends Segment keeps. */
function textOf(code: string): string {
  return code.replaceAll('\r', '').trim();
}

/** Segment may give a setting more than it was given, and in another order. */
function isSame(found: unknown, wanted: ReturnType<typeof functionSettings>): boolean {
  if (!Array.isArray(found) || found.length !== wanted.length) return false;
  const byName = new Map(found.map((one) => [asObject(one)?.['name'], asObject(one) ?? {}] as const));
  return wanted.every((setting) =>
    Object.entries(setting).every(([key, value]) => byName.get(setting.name)?.[key] === value),
  );
}

/** `undefined`: it is not connected, and `apply` is off. */
async function connect(
  api: PublicApi,
  { sourceId, values }: Wish,
  catalogId: string,
  apply: boolean,
  say: Say,
): Promise<string | undefined> {
  const known = (await findConnections(api, catalogId)).filter((one) => one.sourceId === sourceId);
  for (const { id, isEnabled } of known) {
    if (apply) await api('PATCH', pathOf('destinations', id), { settings: values });
    say(`${apply ? 'set' : 'would set'} the settings of the destination ${id}`);
    if (!isEnabled) say(`the destination ${id} is switched off in Segment, and stays so`);
  }
  if (known[0] !== undefined) return known[0].id;
  if (!apply) {
    say(`would connect it to the source ${sourceId}`);
    return undefined;
  }
  const given = { sourceId, metadataId: catalogId, name: DISPLAY_NAME, enabled: true, settings: values };
  const answer = asObject((await createOrExplain(api, given))['destination']) ?? {};
  const made = readConnection(answer, catalogId);
  if (made?.sourceId !== sourceId) {
    throw new Refused(
      `Segment made a destination that is not this function connected to ${sourceId}. Look at the source in the dashboard before you run the command again.`,
    );
  }
  say(`connected it to the source ${sourceId} (destination ${made.id})`);
  if (!made.isEnabled) say(`the destination ${made.id} is switched off: switch it on in Segment`);
  return made.id;
}

async function createOrExplain(api: PublicApi, given: object): Promise<Readonly<Record<string, unknown>>> {
  try {
    return await api('POST', '/destinations', given);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    throw new Refused(
      `${error.message} The function exists; it may not be connected. If the same command fails again, connect it in the dashboard: Connections, Catalog, Functions.`,
    );
  }
}

const FILTER_TITLE = 'Intercom data events: no page, screen or alias calls';
/** Unwanted types by name: whatever else there is or comes, such as deletions, passes. */
const FILTER_CONDITION = 'type = "page" or type = "screen" or type = "alias"';

/** Destination filters are of the Business tier: where the workspace has none, nothing else changes. */
async function putFilter(
  api: PublicApi,
  sourceId: string,
  destinationId: string | undefined,
  apply: boolean,
  say: Say,
): Promise<void> {
  const wanted = 'a destination filter that drops page, screen and alias calls';
  if (destinationId === undefined) {
    say(`would add ${wanted}`);
    return;
  }
  const path = pathOf('destination', destinationId, 'filters');
  try {
    const filters = await listAll(api, path, 'filters');
    const known = filters.find(({ title }) => title === FILTER_TITLE);
    if (known !== undefined) {
      const isWhole = known['if'] === FILTER_CONDITION && known['enabled'] === true;
      say(
        isWhole
          ? 'the destination filter is there'
          : 'the destination filter was changed in Segment, and stays so',
      );
      return;
    }
    if (!apply) {
      say(`would add ${wanted}`);
      return;
    }
    const actions = [{ type: 'DROP' }];
    await api('POST', path, { sourceId, if: FILTER_CONDITION, actions, title: FILTER_TITLE, enabled: true });
    say(`added ${wanted}`);
  } catch (error) {
    if (!(error instanceof Refused) || !HAS_NONE.has(error.status)) throw error;
    say(`no destination filter: ${error.message} The function passes such calls over by itself.`);
  }
}

/** What a plan without filters may be answered with. */
const HAS_NONE: ReadonlySet<number | undefined> = new Set([402, 403, 404]);
