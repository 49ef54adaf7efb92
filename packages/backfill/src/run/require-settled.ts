import { isToSettle, type PlanFinding } from '../plan/finding';
import { isOnThisMachine } from '../target/target';
import { CannotRun } from '../terminal/cannot-run';
import type { Log } from '../terminal/log';

/** What a plan found, and where it is kept. */
export interface PlannedFindings {
  readonly path: string;
  readonly findings: readonly PlanFinding[];
}

/** Throws where a live target would get what the plan has neither settled nor accepted; on this machine it is said once. */
export function requireSettled(planned: PlannedFindings | undefined, target: string, log: Log): void {
  const unsettled = planned?.findings.filter(isToSettle) ?? [];
  if (planned === undefined || unsettled.length === 0) return;
  const codes = unsettled.map(({ code }) => code).join(', ');
  if (isOnThisMachine(target)) {
    log.warn(`The plan ${planned.path} has to be settled before a run to a live workspace: ${codes}.`);
    return;
  }
  throw new CannotRun(
    `${new URL(target).host} is live, and the plan ${planned.path} is neither settled nor accepted in full:`,
    {
      details: [
        ...unsettled.map(({ code, sentence }) => `${code}: ${sentence}`),
        'Plan again with other settings, or with --accept and the code.',
      ],
    },
  );
}
