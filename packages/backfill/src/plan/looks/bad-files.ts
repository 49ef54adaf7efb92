import type { FileFigures } from '../../report/file-figures';
import { formatCount, formatPercent } from '../../terminal/format';
import type { PlanFinding } from '../finding';
import { ODD_SHARE } from '../odd-share';
import type { Look } from './look';

const FILES_SHOWN = 3;

/** Files of which more is refused than is not: they may be of another form, or no calls at all. */
export const lookForRefusedFiles: Look = ({ profile, files, forms }) =>
  toFinding(profile.files.toFigures(files, forms), {
    code: 'refused_files',
    least: 0.5,
    shareOf: ({ refused, to_deliver }) => refused / Math.max(1, refused + to_deliver),
    what: 'Most of what these files hold is refused',
    describe: ({ refused, to_deliver }) =>
      `${formatCount(refused)} of ${formatCount(refused + to_deliver)} track calls`,
  });

/** Files with bytes that are no calls, such as a value that never ends and swallows what follows. */
export const lookForUnreadableFiles: Look = ({ profile, files, forms }) =>
  toFinding(profile.files.toFigures(files, forms), {
    code: 'unreadable_files',
    least: ODD_SHARE,
    shareOf: ({ unreadable_bytes, bytes }) => (bytes === 0 ? 0 : Math.min(1, unreadable_bytes / bytes)),
    what: 'These files cannot be read in part',
    describe: ({ unreadable_bytes, bytes }) =>
      `${formatCount(unreadable_bytes)} of ${formatCount(bytes)} bytes (${formatPercent(unreadable_bytes, bytes)})`,
  });

interface Weighing {
  readonly code: PlanFinding['code'];
  /** Files with a larger share are named. */
  readonly least: number;
  readonly shareOf: (file: FileFigures) => number;
  readonly what: string;
  readonly describe: (file: FileFigures) => string;
}

function toFinding(files: readonly FileFigures[], weighing: Weighing): PlanFinding | undefined {
  const { code, least, shareOf, what, describe } = weighing;
  const bad = files.filter((file) => shareOf(file) > least).sort((a, b) => shareOf(b) - shareOf(a));
  const [worst] = bad;
  if (worst === undefined) return undefined;
  const shown = bad.slice(0, FILES_SHOWN).map((file) => `${file.path}, ${describe(file)}`);
  const more = bad.length - shown.length;
  return {
    weight: 'settle',
    code,
    sentence: `${what}: ${shown.join('; ')}${more > 0 ? `; and ${formatCount(more)} more` : ''}.`,
    settled_by: 'give the other files alone, or say with --format what these are',
    share: shareOf(worst),
  };
}
