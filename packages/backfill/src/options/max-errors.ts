import { InvalidArgumentError } from 'commander';

/** Dead letters that a run may have: so many, or a share of what was delivered. */
export type MaxErrors = { readonly count: number } | { readonly share: number };

export function readMaxErrors(text: string): MaxErrors {
  const [, number = '', percent] = /^(\d+(?:\.\d+)?)(%?)$/.exec(text) ?? [];
  if (percent === '%' && Number(number) <= 100) return { share: Number(number) / 100 };
  if (percent === '' && Number.isInteger(Number(number))) return { count: Number(number) };
  throw new InvalidArgumentError('It must be a count such as 500, or a share such as 5%.');
}
