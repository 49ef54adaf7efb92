import { asObject } from '@intercom-destination/core';
import type { TransformInput } from '../rudder-types';

type Route = (events: TransformInput[]) => Promise<readonly unknown[]>;

/**
 * Routes some events one way and the others the other way. Where the built-in way throws for all of its events, or gives
 * no list, they get that error and ours keep their answers.
 */
export async function routeApart(
  events: TransformInput[],
  isOurs: (event: TransformInput) => boolean,
  { ours, theirs }: { readonly ours: Route; readonly theirs: Route },
): Promise<readonly unknown[]> {
  const taken = events.filter(isOurs);
  if (taken.length === 0) return theirs(events);
  if (taken.length === events.length) return ours(events);
  const passed = events.filter((event) => !isOurs(event));
  const [own, builtIn] = await Promise.all([ours(taken), listOrFailure(passed, theirs)]);
  return [...own, ...builtIn];
}

async function listOrFailure(events: TransformInput[], route: Route): Promise<readonly unknown[]> {
  try {
    const answer: unknown = await route(events);
    return Array.isArray(answer)
      ? (answer as readonly unknown[])
      : [failed(events, new Error('the built-in way gave no list'))];
  } catch (error) {
    return [failed(events, error)];
  }
}

function failed(events: readonly unknown[], error: unknown): unknown {
  const { status, message, statTags } = (error ?? {}) as Readonly<Record<string, unknown>>;
  return {
    metadata: events.map((event) => asObject(event)?.['metadata'] ?? {}),
    destination: asObject(events[0])?.['destination'] ?? {},
    batched: false,
    statusCode: typeof status === 'number' ? status : 500,
    error: typeof message === 'string' ? message : 'unknown error',
    statTags: asObject(statTags) ?? { errorCategory: 'platform' },
  };
}
