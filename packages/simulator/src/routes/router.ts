import { decodePathPart } from '../http/decode-path-part';
import type { Route } from './route';

/** A route that fits, and the parameter in the path. */
export interface RouteMatch {
  readonly route: Route;
  /** Method and path as the route has them, for counting. */
  readonly label: string;
  readonly parameter: string;
}

/** Finds the route of a request; undefined if the API has none. A path without a parameter goes first. */
export type Router = (method: string, path: string) => RouteMatch | undefined;

export function createRouter(routes: readonly Route[]): Router {
  const plain = new Map<string, RouteMatch>();
  const withParameter: { route: Route; label: string; before: string; after: string }[] = [];
  for (const route of routes) {
    const label = `${route.method} ${route.path}`;
    const [before = '', after] = route.path.split(/\{\w+\}/);
    if (after === undefined) plain.set(label, { route, label, parameter: '' });
    else withParameter.push({ route, label, before, after });
  }
  return (method, path) => {
    const exact = plain.get(`${method} ${path}`);
    if (exact !== undefined) return exact;
    for (const { route, label, before, after } of withParameter) {
      if (route.method !== method || !path.startsWith(before) || !path.endsWith(after)) continue;
      const encoded = path.slice(before.length, path.length - after.length);
      const parameter = encoded.includes('/') ? undefined : decodePathPart(encoded);
      if (parameter) return { route, label, parameter };
    }
    return undefined;
  };
}
