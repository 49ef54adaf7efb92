import { asObject } from '@intercom-destination/core';
import { listAll, pathOf, type Entry, type PublicApi } from './public-api';
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
  readonly isEnabled: boolean;
}

/** `undefined`: there is none. Throws `Refused` where there are several, or one was given another name. */
export async function findFunction(api: PublicApi): Promise<OurFunction | undefined> {
  const listed = await listAll(api, '/functions?resourceType=DESTINATION', 'functions');
  const named: OurFunction[] = [];
  const renamed: string[] = [];
  for (const { id, displayName, resourceType } of listed) {
    if (resourceType !== undefined && resourceType !== 'DESTINATION') continue;
    const found = readFunction(await api('GET', pathOf('functions', id)));
    if (found?.id !== id || !found.code.startsWith(MARK)) continue;
    if (isOurName(displayName)) named.push(found);
    else renamed.push(id);
  }
  if (named.length > 1) {
    const ids = named.map(({ id }) => id).join(', ');
    throw new Refused(`The workspace has several functions of this command: ${ids}. Delete all but one.`);
  }
  if (named.length === 0 && renamed.length > 0) {
    throw new Refused(
      `The function ${renamed.join(', ')} has this command's code and another name. Name it "${DISPLAY_NAME}" again, or delete it.`,
    );
  }
  return named[0];
}

/** `undefined`: the answer holds no function. */
export function readFunction(data: Readonly<Record<string, unknown>>): OurFunction | undefined {
  const { id, code, settings, catalogId } = asObject(data['function']) ?? {};
  if (typeof id !== 'string' || id === '' || typeof code !== 'string') return undefined;
  const isKnown = typeof catalogId === 'string' && catalogId !== '';
  return { id, code, settings, catalogId: isKnown ? catalogId : undefined };
}

function isOurName(name: unknown): boolean {
  return typeof name === 'string' && (name === DISPLAY_NAME || name.startsWith(`${DISPLAY_NAME} (`));
}

/** The destinations that the function is, of all sources. */
export async function findConnections(api: PublicApi, catalogId: string): Promise<readonly Connection[]> {
  const listed = await listAll(api, '/destinations', 'destinations');
  return listed.flatMap((destination) => readConnection(destination, catalogId) ?? []);
}

/** `undefined`: it is no destination of the function. */
export function readConnection(
  { id, sourceId, metadata, enabled }: Partial<Entry>,
  catalogId: string,
): Connection | undefined {
  if (asObject(metadata)?.['id'] !== catalogId || typeof id !== 'string' || typeof sourceId !== 'string') {
    return undefined;
  }
  return { id, sourceId, isEnabled: enabled !== false };
}

/** Throws `Refused` where the workspace has no such source. */
export async function requireSource(api: PublicApi, sourceId: string): Promise<void> {
  const path = pathOf('sources', sourceId);
  const data = await api('GET', path).catch((error: unknown): Readonly<Record<string, unknown>> => {
    if (error instanceof Refused && error.status === 404) return {};
    throw error;
  });
  if (asObject(data['source'])?.['id'] !== sourceId) {
    throw new Refused(`The workspace has no source ${sourceId}.`);
  }
}
