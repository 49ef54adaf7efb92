import type { EndedCall } from '../run-directory/outcome';
import { describePlace } from '../sources/describe-place';
import type { SourceCall } from '../sources/read-calls';

/** How a call ended, in a line that names its place and nobody. */
export function describeEnd(place: Pick<SourceCall, 'file' | 'line' | 'index'>, ended: EndedCall): string {
  const why = 'code' in ended ? ` (${ended.code})` : 'by' in ended ? ` by ${ended.by}` : '';
  const attempts = 'attempts' in ended ? `, ${ended.attempts} requests` : '';
  return `${describePlace(place)}: ${ended.outcome}${why}${attempts}`;
}
