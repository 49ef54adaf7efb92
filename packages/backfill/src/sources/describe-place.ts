import type { SourceCall } from './read-calls';

/** Where a call stands, for people: `dump.ndjson, line 12, value 3`. */
export function describePlace({ file, line, index }: Pick<SourceCall, 'file' | 'line' | 'index'>): string {
  return `${file}, line ${line}${index === undefined ? '' : `, value ${index}`}`;
}
