import type { SourceCall } from '../sources/read-calls';

/** A line of the files that keep calls whole: where it stands, what is to be known of it, and the call. */
export function writeKeptLine(source: SourceCall, kept: object): string {
  const { position, file, line, index } = source;
  const place = { position, file, line, ...(index === undefined ? {} : { index }) };
  try {
    return JSON.stringify({ ...place, ...kept, ...contentOf(source) });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    // Nested too deep to be written as JSON, though it could be read: its file and line must do.
    return JSON.stringify({ ...place, ...kept });
  }
}

function contentOf({ content }: SourceCall): object {
  return content.readable ? { call: content.call } : { text: content.text };
}
