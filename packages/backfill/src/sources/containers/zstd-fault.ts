/** What is wrong with zstd data: they end too early, or are corrupt in a way that the message names. */
export class ZstdFault extends Error {
  override readonly name = 'ZstdFault';
  readonly endsEarly: boolean;

  constructor(message?: string) {
    super(message ?? 'ends too early');
    this.endsEarly = message === undefined;
  }
}
