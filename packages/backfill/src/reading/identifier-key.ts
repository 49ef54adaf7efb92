import type { Identifier } from '@intercom-destination/core';

/** The same text for the same identifier, and for no other. */
export function identifierKey({ by, value }: Identifier): string {
  return `${by}:${value}`;
}
