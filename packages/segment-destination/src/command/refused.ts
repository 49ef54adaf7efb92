/** Why the command does nothing more, as a sentence for a person. */
export class Refused extends Error {
  /** Of Segment's answer; `undefined`: there was none, or it was not asked. */
  readonly status: number | undefined;

  constructor(message: string, status?: number) {
    super(message);
    this.status = status;
  }
}
