import { asObject, type JsonObject } from '@intercom-destination/core';

/** What the default mapping of the Segment destination takes of a call: docs/segment.md, "Fields". */
export function asMapped(given: unknown): JsonObject {
  const call = asObject(given) ?? {};
  const properties = asObject(call['properties']);
  const context = asObject(call['context']);
  const contactId = asObject(asObject(call['integrations'])?.['Intercom'])?.['id'];
  const externalIds = context?.['externalIds'];
  const profileEmail = asObject(context?.['traits'])?.['email'];
  const isNamed =
    [call['userId'], contactId, profileEmail].some((value) => !isBlank(value)) ||
    (Array.isArray(externalIds) && externalIds.length > 0);
  return {
    type: 'track',
    event: call['event'],
    timestamp: call['timestamp'],
    receivedAt: call['receivedAt'],
    userId: call['userId'],
    properties: call['properties'],
    context: { traits: { email: isNamed ? profileEmail : properties?.['email'] }, externalIds },
    integrations: { Intercom: { id: contactId } },
  };
}

/** As the schema of a text field makes it. */
export function withTexts(call: JsonObject): JsonObject {
  const texts = Object.entries(call).map(([name, value]) => {
    const only: unknown = Array.isArray(value) && value.length === 1 ? value[0] : value;
    return [name, typeof only === 'number' ? String(only) : value];
  });
  return Object.fromEntries(texts) as JsonObject;
}

/** With the field Further metadata, which has a path for each of `addKeys`. */
export function withFurther(given: unknown, addKeys: Readonly<Record<string, string>>): JsonObject {
  const further = Object.entries(addKeys).map(([key, path]) => [key, valueAt(given, path.split('.'))]);
  const call = asMapped(given);
  return { ...call, properties: { ...asObject(call['properties']), ...Object.fromEntries(further) } };
}

/** What an object inherits too, as Segment's paths reach it. */
function valueAt(value: unknown, [key, ...others]: readonly string[]): unknown {
  if (key === undefined || value === undefined || value === null) return value;
  return valueAt((value as Record<string, unknown>)[key], others);
}

function isBlank(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === 'string' && value.trim() === '');
}
