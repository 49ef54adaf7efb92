import {
  asObject,
  createMapper,
  createOptOutTest,
  openTexts,
  readMappingSettings,
  type Identity,
  type MappingSettings,
} from '@intercom-destination/core';
import { isMapped, isTrackCall } from '../event-kind';
import type { RudderMessage } from '../rudder-types';
import { freeKeys } from './free-keys';
import { settleEvent, type Settled } from './settle-event';

/** What RudderStack knows of an event beside the event. */
export type MetadataReader = (event: RudderMessage) => { readonly destinationType?: unknown };

export type Transformation = (event: RudderMessage, metadata: MetadataReader) => RudderMessage | undefined;

/**
 * Compiles the settings into a transformation, after which RudderStack's own Intercom destinations send the data event that
 * core makes of a track call. `undefined`: the call is refused or skipped, and `tell` has been told why. Any other event comes
 * back as it is. Throws `SettingsError`.
 */
export function createTransformation(
  given: Partial<MappingSettings>,
  tell: (line: string) => void,
): Transformation {
  const settings = readMappingSettings(given);
  const mapTrackCall = createMapper(settings);
  const isOptedOut = createOptOutTest(settings);
  const transform = (event: RudderMessage, builtIn: BuiltIn): Outcome => {
    if (isOptedOut(event)) return drop('opted_out', "The event's integrations keep it from Intercom.");
    const mapped = mapTrackCall(event);
    if (!mapped.ok) return drop(mapped.refusal.code, mapped.refusal.message);
    const identifier = strongestFor(builtIn, mapped.identity);
    if (identifier === undefined) return drop('no_contact', CONTACT_ID_ALONE);
    const { event_name, created_at, metadata: sent } = mapped.dataEvent;
    const { properties, notes } = freeKeys(sent);
    return {
      event: settleEvent(event, { event_name, created_at, identifier, properties }),
      lines: [...mapped.notes, ...notes].map(({ code, key, detail }) => `${code}, ${key}: ${detail}`),
    };
  };
  return (event, metadata) => {
    const builtIn = readBuiltIn(event, metadata);
    if (builtIn === undefined || !isTrackCall(event) || isMapped(openTexts(event))) return event;
    const outcome = transform(event, builtIn);
    if (outcome.lines.length > 0) tell(outcome.lines.join('\n'));
    return outcome.event;
  };
}

/** `lines`: why the event is dropped, or what was changed; never a value of it. */
interface Outcome {
  readonly event: RudderMessage | undefined;
  readonly lines: readonly string[];
}

function drop(code: string, reason: string): Outcome {
  return { event: undefined, lines: [`${code}: ${reason}`] };
}

type BuiltIn = 'INTERCOM' | 'INTERCOM_V2';

const CONTACT_ID_ALONE =
  "The call names the contact by Intercom's contact id alone, which the older Intercom destination (INTERCOM) cannot send.";

/** An event under test may have no metadata, so it can name the type itself. `undefined`: any other destination. */
function readBuiltIn(event: RudderMessage, metadata: MetadataReader): BuiltIn | undefined {
  const type = metadata(event).destinationType ?? asObject(event.context)?.['destinationType'];
  return type === 'INTERCOM' || type === 'INTERCOM_V2' ? type : undefined;
}

/** The older destination insists on a user id or an email. */
function strongestFor(builtIn: BuiltIn, identity: Identity): Settled['identifier'] | undefined {
  if (builtIn === 'INTERCOM_V2' || identity.by !== 'id') return identity;
  return identity.fallbacks.find(({ by }) => by !== 'id');
}
