import type { TransformInput } from '../rudder-types';

type Route = (events: TransformInput[]) => Promise<readonly unknown[]>;

/**
 * Routes some events one way and the others the other way. Where the built-in way throws for all of its events, they get
 * that error and ours keep their answers.
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
  const [own, builtIn] = await Promise.all([
    ours(taken),
    theirs(passed).catch((error: unknown) => [failed(passed, error)]),
  ]);
  return [...own, ...builtIn];
}

function failed(events: readonly TransformInput[], error: unknown): unknown {
  const { status, message, statTags } = error as { status?: number; message?: string; statTags?: object };
  return {
    metadata: events.map(({ metadata }) => metadata),
    destination: events[0]?.destination,
    batched: false,
    statusCode: status ?? 500,
    error: message ?? 'unknown error',
    statTags: statTags ?? { errorCategory: 'platform' },
  };
}
