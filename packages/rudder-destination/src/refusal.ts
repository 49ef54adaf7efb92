import { SettingsError } from '@intercom-destination/core';
import {
  BaseError,
  ConfigurationError,
  InstrumentationError,
  TransformationError,
  UnsupportedEventError,
} from '@rudderstack/integrations-lib/build/errors';
import type { StatTags } from './rudder-types';

/** Why an event becomes no request. */
export interface Refusal {
  readonly kind:
    /** The sender can mend the event. */
    | 'bad_event'
    /** Whoever configures the destination can mend the settings. */
    | 'bad_settings'
    | 'unsupported'
    /** On purpose: by a rule, or by the event's own options. */
    | 'left_out'
    /** Nobody foresaw it. */
    | 'unforeseen';
  readonly message: string;
}

/** Status and tags of each kind. They are those of the library's classes, which a test compares. */
export const REFUSALS: Readonly<
  Record<Refusal['kind'], { readonly status: number; readonly tags: StatTags }>
> = {
  bad_event: { status: 400, tags: { errorCategory: 'dataValidation', errorType: 'instrumentation' } },
  bad_settings: { status: 400, tags: { errorCategory: 'dataValidation', errorType: 'configuration' } },
  unsupported: { status: 400, tags: { errorCategory: 'platform', errorType: 'unsupported' } },
  left_out: { status: 298, tags: { errorCategory: 'transformation' } },
  unforeseen: { status: 500, tags: { errorCategory: 'transformation' } },
};

/** The refusal as an error of the library's, by whose class RudderStack reads status and tags. */
export function toHostError({ kind, message }: Refusal): Error {
  switch (kind) {
    case 'bad_event':
      return new InstrumentationError(message);
    case 'bad_settings':
      return new ConfigurationError(message);
    case 'unsupported':
      return new UnsupportedEventError(message);
    case 'left_out':
      return new BaseError(message, REFUSALS.left_out.status, REFUSALS.left_out.tags);
    case 'unforeseen':
      return new TransformationError(message, REFUSALS.unforeseen.status);
    default:
      return kind satisfies never;
  }
}

/** What was thrown, as a refusal. The message of what nobody foresaw may quote the event, so it is not shown. */
export function toRefusal(error: unknown): Refusal {
  if (error instanceof SettingsError) return { kind: 'bad_settings', message: error.message };
  const name = error instanceof Error ? error.name : typeof error;
  return { kind: 'unforeseen', message: `The event could not be transformed (${name}).` };
}
