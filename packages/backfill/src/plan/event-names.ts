import { InvalidArgumentError } from 'commander';

/** How event names of a backfill relate to those of the live destination. */
export type NamePolicy = { readonly kind: 'same' } | { readonly kind: 'prefix'; readonly prefix: string };

/** Reads `same` or `prefix:<text>`. */
export function parseNamePolicy(text: string): NamePolicy {
  if (text === 'same') return { kind: 'same' };
  const prefix = text.startsWith('prefix:') ? text.slice('prefix:'.length) : '';
  if (prefix.trim() !== '') return { kind: 'prefix', prefix };
  throw new InvalidArgumentError('It must be same, or prefix: with a text behind it.');
}

export function writeNamePolicy(policy: NamePolicy): string {
  return policy.kind === 'same' ? 'same' : `prefix:${policy.prefix}`;
}

export function applyNamePolicy(name: string, policy: NamePolicy): string {
  return policy.kind === 'same' ? name : `${policy.prefix}${name}`;
}
