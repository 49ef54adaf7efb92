import type { ActionDefinition } from '@segment/actions-core';
import type { Settings } from '../generated-types';
import { fields } from './fields';
import type { Payload } from './generated-types';
import { perform } from './perform';
import { performBatch } from './perform-batch';

const trackEvent: ActionDefinition<Settings, Payload> = {
  title: 'Track Event',
  description: 'Record an event of a contact in Intercom.',
  defaultSubscription: 'type = "track"',
  fields,
  perform,
  performBatch,
};

export default trackEvent;
