import type { TransformInput } from '../rudder-types';
import { isOurEvent } from './is-ours';
import type { OwnModule } from './own-module';
import { routeApart } from './route-apart';

/** A destination's transform as the transformer loads it. */
export interface Transform {
  readonly process: (event: TransformInput) => unknown;
  readonly processRouterDest: (
    events: TransformInput[],
    requestMetadata?: unknown,
  ) => Promise<readonly unknown[]>;
}

/** The built-in transform, in which track calls of the chosen Intercom destinations are ours. */
export function transformTakeOver(own: OwnModule) {
  return (builtIn: Transform, destinationIds: readonly string[]): Transform => {
    const ids = new Set(destinationIds);
    return {
      process: (event) => (isOurEvent(event, ids) ? own.process(event) : builtIn.process(event)),
      processRouterDest: (events, requestMetadata) =>
        routeApart(events, (event) => isOurEvent(event, ids), {
          ours: (taken) => own.processRouterDest(taken, requestMetadata),
          theirs: (passed) => builtIn.processRouterDest(passed, requestMetadata),
        }),
    };
  };
}
