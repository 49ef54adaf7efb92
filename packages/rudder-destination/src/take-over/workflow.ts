import type { TransformInput } from '../rudder-types';
import { isOurEvent } from './is-ours';
import type { OwnModule } from './own-module';
import { routeApart } from './route-apart';

/** The transformer's `processCdkV2Workflow`: a single event by processor, events of one destination by router. */
export type Workflow = (
  destType: string,
  events: TransformInput | TransformInput[],
  feature: string,
  ...further: unknown[]
) => Promise<unknown>;

/** The transformer's workflow runner, in which track calls of the chosen Intercom destinations are ours. */
export function workflowTakeOver(own: OwnModule) {
  return (builtIn: Workflow, destinationIds: readonly string[]): Workflow => {
    const ids = new Set(destinationIds);
    return async (destType, events, feature, ...further) => {
      const passOn = (passed: TransformInput | TransformInput[]) =>
        builtIn(destType, passed, feature, ...further);
      if (destType.toLowerCase() !== 'intercom') return passOn(events);
      if (!Array.isArray(events)) {
        return feature === PROCESSOR && isOurEvent(events, ids) ? own.process(events) : passOn(events);
      }
      if (feature !== ROUTER) return passOn(events);
      return routeApart(events, (event) => isOurEvent(event, ids), {
        ours: (taken) => own.processRouterDest(taken, further[0]),
        theirs: (passed) => passOn(passed) as Promise<readonly unknown[]>,
      });
    };
  };
}

/** Names of the transformer's features. */
const PROCESSOR = 'processor';
const ROUTER = 'router';
