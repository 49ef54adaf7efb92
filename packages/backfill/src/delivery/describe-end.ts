import type { EndedCall } from '../run-directory/outcome';
import type { SourceCall } from '../sources/read-calls';

/** How a call ended, in a line that names its place and nobody. */
export function describeEnd({ file, line }: Pick<SourceCall, 'file' | 'line'>, ended: EndedCall): string {
  const why = 'code' in ended ? ` (${ended.code})` : 'by' in ended ? ` by ${ended.by}` : '';
  const attempts = 'attempts' in ended ? `, ${ended.attempts} requests` : '';
  return `${file}, line ${line}: ${ended.outcome}${why}${attempts}`;
}
