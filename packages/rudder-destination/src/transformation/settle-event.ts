import { asObject, openTexts, type DataEvent, type Identifier } from '@intercom-destination/core';
import type { RudderMessage } from '../rudder-types';

/** What a built-in destination is to send. */
export interface Settled extends Pick<DataEvent, 'event_name' | 'created_at'> {
  readonly identifier: Identifier;
  /** `undefined`: none. */
  readonly properties: DataEvent['metadata'];
}

type Fields = Readonly<Record<string, unknown>>;

/**
 * The event from which both built-in destinations read what was settled, and no other identifier. Sources:
 * rudderlabs/rudder-transformer 1.145.0 (c98d160c, 2026-08-06), `src/cdk/v2/destinations/intercom/procWorkflow.yaml`,
 * `src/v0/destinations/intercom_v2/transform.js`, `src/v0/util/data/GenericFieldMapping.json`.
 */
export function settleEvent(event: RudderMessage, settled: Settled): RudderMessage {
  const { event_name, created_at, identifier, properties } = settled;
  const { by, value } = identifier;
  const { anonymousId, traits, context, integrations, ...opened } = openTexts(event);
  return {
    ...without(opened, 'userId', 'properties'),
    event: event_name,
    // As a number it would be milliseconds to one of them, and seconds to the other.
    timestamp: new Date(created_at * MS_PER_SECOND).toISOString(),
    ...ifThere('properties', properties),
    // Where there is no user id, a setting of theirs sends the anonymous id in its place.
    ...(by === 'user_id' ? { userId: value, ...ifThere('anonymousId', anonymousId) } : {}),
    ...ifThere('traits', by === 'email' ? { ...nameless(traits), email: value } : nameless(traits)),
    ...ifThere('context', settleContext(asObject(context))),
    ...ifThere('integrations', settleIntegrations(integrations, by === 'id' ? value : undefined)),
  };
}

const MS_PER_SECOND = 1000;

function ifThere(name: string, value: unknown): Fields {
  return value === undefined ? {} : { [name]: value };
}

function without(fields: Fields, ...names: readonly string[]): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !names.includes(name)));
}

/** Traits that name nobody. `undefined`: they are no object. */
function nameless(traits: unknown): Fields | undefined {
  const given = asObject(traits);
  return given === undefined ? undefined : without(given, 'id', 'userId', 'email');
}

/** The first external id, whosever it is, counts as an email where there is no other. */
function settleContext(context: Fields | undefined): Fields | undefined {
  if (context === undefined) return undefined;
  return {
    ...without(context, 'externalId', 'traits'),
    ...ifThere('traits', nameless(context['traits'])),
  };
}

/** The names under which a built-in destination looks for the contact id, in its order. */
const NAMES = ['INTERCOM', 'intercom', 'Intercom'] as const;

function settleIntegrations(integrations: unknown, contactId: string | undefined): unknown {
  const given = asObject(integrations);
  if (given === undefined) {
    return contactId === undefined ? integrations : { [NAMES[0]]: { id: contactId } };
  }
  const settled: Record<string, unknown> = { ...given };
  for (const name of NAMES) {
    const options = asObject(settled[name]);
    if (options !== undefined) settled[name] = without(options, 'id');
  }
  if (contactId !== undefined) settled[NAMES[0]] = { ...asObject(settled[NAMES[0]]), id: contactId };
  return settled;
}
