import { asObject } from '@intercom-destination/core';
import { listAll, type PublicApi } from './public-api';
import { Refused } from './refused';

/** The name under which the function is shown. Segment adds that of the workspace. */
export const DISPLAY_NAME = 'Intercom data events';
/** The first line of the code. */
export const MARK = '// Managed by segment-function of @intercom-destination/segment-destination.';

/** A function of ours in the workspace. */
export interface OurFunction {
  readonly id: string;
  readonly code: string;
  readonly settings: unknown;
  /** By which a destination names it; `undefined`: Segment does not say. */
  readonly catalogId: string | undefined;
}

/** A destination of the workspace: a function connected to a source. */
export interface Connection {
  readonly id: string;
  readonly sourceId: string;
}

/** `undefined`: there is none. Throws `Refused` where there are several. */
export async function findFunction(api: PublicApi): Promise<OurFunction | undefined> {
  const listed = await listAll(api, '/functions?resourceType=DESTINATION', 'functions');
  const ours: OurFunction[] = [];
  for (const { id, displayName } of listed) {
    if (typeof id !== 'string' || !isOurName(displayName)) continue;
    const found = readFunction(await api('GET', `/functions/${encodeURIComponent(id)}`));
    if (found?.code.startsWith(MARK) === true) ours.push(found);
  }
  if (ours.length > 1) {
    const ids = ours.map(({ id }) => id).join(', ');
    throw new Refused(`The workspace has several functions of this command: ${ids}. Delete all but one.`);
  }
  return ours[0];
}

/** `undefined`: the answer holds no function. */
export function readFunction(data: Readonly<Record<string, unknown>>): OurFunction | undefined {
  const { id, code, settings, catalogId } = asObject(data['function']) ?? {};
  if (typeof id !== 'string' || typeof code !== 'string') return undefined;
  return { id, code, settings, catalogId: typeof catalogId === 'string' ? catalogId : undefined };
}

function isOurName(name: unknown): boolean {
  return typeof name === 'string' && (name === DISPLAY_NAME || name.startsWith(`${DISPLAY_NAME} (`));
}

/** The destinations that the function is, of all sources. */
export async function findConnections(api: PublicApi, catalogId: string): Promise<readonly Connection[]> {
  const listed = await listAll(api, '/destinations', 'destinations');
  return listed.flatMap(({ id, sourceId, metadata }) =>
    asObject(metadata)?.['id'] === catalogId && typeof id === 'string' && typeof sourceId === 'string'
      ? { id, sourceId }
      : [],
  );
}
