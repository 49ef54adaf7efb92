import type { SourceCall } from '../sources/read-calls';

/** A line of the files that keep calls whole: where it stands, what is to be known of it, and the call. */
export function writeKeptLine(source: SourceCall, kept: object): string {
  const { position, file, line } = source;
  try {
    return JSON.stringify({ position, file, line, ...kept, ...contentOf(source) });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    // Nested too deep to be written as JSON, though it could be read: its file and line must do.
    return JSON.stringify({ position, file, line, ...kept });
  }
}

function contentOf({ content }: SourceCall): object {
  return content.readable ? { call: content.call } : { text: content.text };
}
