/** A file is not what the first reading of a run found; nothing of the changed piece has been handed out. */
export class InputChanged extends Error {
  override readonly name = 'InputChanged';
  readonly file: string;

  /** `start`: where the changed piece begins, in bytes from the file's beginning. */
  constructor(file: string, start: number) {
    super(`${file} has changed behind byte ${start}`);
    this.file = file;
  }
}
