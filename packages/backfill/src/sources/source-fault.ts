/** What makes a whole file unreadable, as a sentence that goes on from the file's name: `ends inside call 12`. */
export class SourceFault extends Error {
  override readonly name = 'SourceFault';
}
