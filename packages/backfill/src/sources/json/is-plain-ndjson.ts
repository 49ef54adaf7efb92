import { BYTE, byteOrderMarkLength } from './json-bytes';

/** Whether the first line that is not blank is one value, as far as the first bytes of a file show it. */
export function isPlainNdjson(head: Buffer): boolean {
  let start = byteOrderMarkLength(head);
  for (;;) {
    const lineFeed = head.indexOf(BYTE.lineFeed, start);
    if (lineFeed === -1) return false;
    const line = head.toString('utf8', start, lineFeed);
    if (line.trim() !== '') return isJson(line);
    start = lineFeed + 1;
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
