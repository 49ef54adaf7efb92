/** The installer will not do it; the message is one line that says why and what would help. */
export class Refused extends Error {
  override readonly name = 'Refused';
}

/** `ENOENT` and its like, for a sentence. */
export function systemCode(error: unknown): string | undefined {
  const code: unknown = (error as { readonly code?: unknown } | undefined)?.code;
  return typeof code === 'string' ? code : undefined;
}
