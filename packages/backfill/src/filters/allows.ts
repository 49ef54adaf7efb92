import { ownProperty } from '../sources/own-property';
import { toSnakeCase } from './snake-case';

/**
 * Whether a call says that its person consents to the category. Segment: `context.consent.categoryPreferences`, true
 * under the category. RudderStack: `context.consentManagement`, the category among `allowedConsentIds` and not among
 * `deniedConsentIds`. Categories are compared with case, as both hosts do; a table of a warehouse has them in snake
 * case, so that form counts too. A call that says nothing does not consent.
 */
export function allows(call: unknown, category: string): boolean {
  const context = ownProperty(call, 'context');
  const preferences = ownProperty(ownProperty(context, 'consent'), 'categoryPreferences');
  const management = ownProperty(context, 'consentManagement');
  const own = [category, toSnakeCase(category)];
  const stated = own.map((name) => ownProperty(preferences, name)).filter((value) => value !== undefined);
  const allowed = own.some((name) => lists(ownProperty(management, 'allowedConsentIds'), name));
  const denied = own.some((name) => lists(ownProperty(management, 'deniedConsentIds'), name));
  if (denied || stated.some((value) => value !== true)) return false;
  return allowed || stated.length > 0;
}

function lists(ids: unknown, id: string): boolean {
  return Array.isArray(ids) ? ids.includes(id) : ownProperty(ids, id) === true;
}
