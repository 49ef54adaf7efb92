import { asObject } from '@intercom-destination/core';
import { DISPLAY_NAME, findConnections, findFunction, MARK, readFunction, type OurFunction } from './find';
import { functionSettings } from './function-form';
import { listAll, type PublicApi } from './public-api';
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
  await api('GET', `/sources/${encodeURIComponent(wish.sourceId)}`);
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
    ...(found.code === code ? [] : ['code']),
    ...(isSame(found.settings, settings) ? [] : ['settings']),
  ];
  if (changed.length === 0) say(`the function ${found.id} is up to date`);
  else {
    if (apply) await api('PATCH', `/functions/${encodeURIComponent(found.id)}`, { code, settings });
    say(`${apply ? 'updated' : 'would update'} the ${changed.join(' and ')} of the function ${found.id}`);
  }
  return found;
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
  const known = (await findConnections(api, catalogId)).find((one) => one.sourceId === sourceId);
  if (known !== undefined) {
    if (apply) await api('PATCH', `/destinations/${encodeURIComponent(known.id)}`, { settings: values });
    say(`${apply ? 'set' : 'would set'} the settings of the destination ${known.id}`);
    return known.id;
  }
  if (!apply) {
    say(`would connect it to the source ${sourceId}`);
    return undefined;
  }
  const given = { sourceId, metadataId: catalogId, name: DISPLAY_NAME, enabled: true, settings: values };
  const { id } = asObject((await createOrExplain(api, given))['destination']) ?? {};
  if (typeof id !== 'string') throw new Refused('Segment does not say which destination it has created.');
  say(`connected it to the source ${sourceId} (destination ${id})`);
  return id;
}

async function createOrExplain(api: PublicApi, given: object): Promise<Readonly<Record<string, unknown>>> {
  try {
    return await api('POST', '/destinations', given);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    throw new Refused(
      `${error.message} The function is there, and is not connected. Connect it in the dashboard, Connections, Catalog, Functions, or give the same command again.`,
    );
  }
}

const FILTER_TITLE = 'Intercom data events: no page, screen or alias calls';
/** Unwanted types by name: whatever else there is or comes, such as deletions, passes. */
const FILTER_CONDITION = 'type = "page" or type = "screen" or type = "alias"';

/** Destination filters are of the Business tier, so a refusal changes nothing else. */
async function putFilter(
  api: PublicApi,
  sourceId: string,
  destinationId: string | undefined,
  apply: boolean,
  say: Say,
): Promise<void> {
  const path = `/destination/${encodeURIComponent(destinationId ?? '')}/filters`;
  if (destinationId !== undefined) {
    const filters = await listAll(api, path, 'filters').catch((error: unknown) => {
      if (error instanceof Refused) return [];
      throw error;
    });
    if (filters.some(({ title }) => title === FILTER_TITLE)) {
      say('the destination filter is there');
      return;
    }
  }
  if (!apply || destinationId === undefined) {
    say('would add a destination filter that drops page, screen and alias calls');
    return;
  }
  const given = {
    sourceId,
    if: FILTER_CONDITION,
    actions: [{ type: 'DROP' }],
    title: FILTER_TITLE,
    enabled: true,
  };
  try {
    await api('POST', path, given);
    say('added a destination filter that drops page, screen and alias calls');
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    say(`no destination filter: ${error.message} The function passes such calls over by itself.`);
  }
}
