import { parseJsonCell } from './json-cell';
import type { TablePlan } from './table-plan';

const PREFERENCE_PREFIX = 'context_consent_category_preferences_';
const ALLOWED = 'context_consent_management_allowed_consent_ids';
const DENIED = 'context_consent_management_denied_consent_ids';

/** What a row says of consent, in the form of the call; a category of Segment's has the name of its column. */
export function readConsent(
  known: TablePlan['context'],
  cellAt: (index: number) => unknown,
): { readonly consent?: object; readonly consentManagement?: object } {
  const preferences: [string, unknown][] = [];
  for (const [column, index] of known) {
    if (!column.startsWith(PREFERENCE_PREFIX)) continue;
    const cell = cellAt(index);
    if (cell !== undefined)
      preferences.push([
        column.slice(PREFERENCE_PREFIX.length),
        cell === true || (typeof cell === 'string' && cell.toLowerCase() === 'true'),
      ]);
  }
  const readIds = (column: string): unknown => {
    const index = known.get(column);
    const cell = index === undefined ? undefined : cellAt(index);
    return typeof cell === 'string' ? parseJsonCell(cell) : cell;
  };
  const allowedConsentIds = readIds(ALLOWED);
  const deniedConsentIds = readIds(DENIED);
  const isManaged = allowedConsentIds !== undefined || deniedConsentIds !== undefined;
  return {
    ...(preferences.length === 0
      ? {}
      : { consent: { categoryPreferences: Object.fromEntries(preferences) } }),
    ...(isManaged ? { consentManagement: { allowedConsentIds, deniedConsentIds } } : {}),
  };
}
