import { parseJson, type ParsedJson } from '../json/parse-json';

/** What a text that begins like an object or a list holds, where it is JSON; else the text. */
export function parseJsonCell(text: string): unknown {
  return readJsonCell(text).value;
}

/** As `parseJsonCell`, with what had to be changed. The keys of the notes are paths in the cell. */
export function readJsonCell(text: string): ParsedJson {
  if (!text.startsWith('{') && !text.startsWith('[')) return { value: text };
  return parseJson(text) ?? { value: text };
}
