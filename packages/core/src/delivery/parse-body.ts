/** A reply's body as JSON; `undefined`: it is none, a page of a proxy for example. */
export function parseBody(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
