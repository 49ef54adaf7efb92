import { InvalidArgumentError } from 'commander';
import { CONCERN_RULES } from './concern-rules';
import { OTHER_CODES, type PlanFinding, type SettleCode } from './finding';

/** The shares of calls that are accepted, from 0 to 1, by what they are said of. */
export type Accepted = Readonly<Partial<Record<SettleCode, number>>>;

const CODES: readonly string[] = [...Object.keys(CONCERN_RULES), ...OTHER_CODES];

/** Reads `CODE`, which accepts any share, or `CODE=SHARE`, such as `no_contact=5%` or `no_contact=0.05`. */
export function readAccepted(text: string, before: Accepted): Accepted {
  const [code = '', share, ...rest] = text.split('=');
  if (!CODES.includes(code)) throw new InvalidArgumentError(`It must begin with one of ${CODES.join(', ')}.`);
  const accepted = share === undefined ? 1 : parseShare(share);
  if (accepted !== undefined && rest.length === 0) return { ...before, [code]: accepted };
  throw new InvalidArgumentError(`A share must be such as ${code}=5% or ${code}=0.05.`);
}

export function writeAccepted(accepted: Accepted): readonly string[] {
  return Object.entries(accepted).map(([code, share]) => (share === 1 ? code : `${code}=${share}`));
}

/** What was to be settled, and is accepted in full, is so no more. What has no share is accepted by its code alone. */
export function accept(findings: readonly PlanFinding[], accepted: Accepted): readonly PlanFinding[] {
  const shares: Readonly<Record<string, number>> = accepted;
  return findings.map((finding) => {
    const most = shares[finding.code];
    const isAccepted = most !== undefined && (finding.share ?? 0) <= most;
    if (finding.weight !== 'settle' || most === undefined) return finding;
    return isAccepted ? { ...finding, weight: 'accepted' } : { ...finding, accepted_up_to: most };
  });
}

function parseShare(text: string): number | undefined {
  const [, number = '', percent] = /^(\d+(?:\.\d+)?)(%?)$/.exec(text) ?? [];
  const share = percent === '%' ? Number(number) / 100 : Number(number);
  return number !== '' && share > 0 && share <= 1 ? share : undefined;
}
