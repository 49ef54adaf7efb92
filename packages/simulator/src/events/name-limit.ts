import { tooManyEventNames, type ApiError } from '../error-list';
import type { Workspace } from '../workspace';

/** Why an event of this name is refused: it would be one name too many. Undefined if it is not. */
export function findNameRefusal(name: string, { events, switches }: Workspace): ApiError | undefined {
  const limit = switches.activeEventNamesLimit;
  return !events.hasName(name) && events.nameCount >= limit ? tooManyEventNames(limit) : undefined;
}
