import { CannotRun } from '../terminal/cannot-run';

/** What a token has to be allowed to read, so that there is something to compare. */
export type DeniedReading = 'contacts' | 'events';

/** Intercom's words, and the name that its replies give it. */
const PERMISSIONS: Readonly<Record<DeniedReading, string>> = {
  contacts: 'read users and companies (read_users_companies)',
  events: 'read events (read_events)',
};

export function describePermission(denied: DeniedReading): string {
  return `the permission to ${PERMISSIONS[denied]}`;
}

export function lacksPermission(denied: DeniedReading): CannotRun {
  return new CannotRun(
    `The token lacks ${describePermission(denied)}, without which nothing can be verified.`,
  );
}
