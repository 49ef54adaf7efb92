import type { CollisionPolicy } from '../overlaps/collision-policy';
import { OverlapFinder } from '../overlaps/find-overlaps';
import { ContactSample } from '../reading/contact-sample';
import type { Dump } from '../reading/dump';
import { survey, type FirstSurvey, type Survey } from '../reading/survey';
import { CannotRun } from '../terminal/cannot-run';
import { EXIT_CODES } from '../terminal/exit-codes';
import { showProgress, type ProgressForm } from '../terminal/progress';

/** Reads the whole input before anything is sent. `overlapsFolder` is there only meanwhile. */
export async function readAhead(
  dump: Dump,
  options: {
    readonly onCollision: CollisionPolicy;
    readonly overlapsFolder: string;
    /** People to remember for `verify`. */
    readonly verifySample: number;
    readonly progress: ProgressForm;
    readonly signal: AbortSignal;
  },
): Promise<FirstSurvey> {
  const reading = showProgress({ title: 'Reading', form: options.progress });
  const contactSample = new ContactSample(options.verifySample);
  const overlapFinder = new OverlapFinder(options.overlapsFolder, options.onCollision);
  try {
    return await survey(dump, { overlapFinder, contactSample }, reading.update, options.signal);
  } finally {
    overlapFinder.remove();
    reading.stop();
  }
}

/** Intercom takes 120 names, told apart without case, and cannot forget one. */
export function requireNameBudget({ eventNames, otherEvents }: Survey, budget: number): void {
  if (eventNames <= budget && otherEvents === 0) return;
  throw new CannotRun(
    `The calls have ${eventNames}${otherEvents === 0 ? '' : ' or more'} event names, and --name-budget allows ${budget}; event rules in the mapping can skip or join some.`,
    { exitCode: EXIT_CODES.stoppedBySafety },
  );
}
