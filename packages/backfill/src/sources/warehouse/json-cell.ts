/** What a text that begins like an object or a list holds, where it is JSON; else the text. */
export function parseJsonCell(text: string): unknown {
  if (!text.startsWith('{') && !text.startsWith('[')) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
