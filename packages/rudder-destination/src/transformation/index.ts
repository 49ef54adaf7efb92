import type { MappingSettings } from '@intercom-destination/core';
import type { RudderMessage } from '../rudder-types';
import { createTransformation, type MetadataReader } from './create-transformation';

/** Stands at the top of the built file. */
declare const SETTINGS: Partial<MappingSettings>;

/** A global of RudderStack's, which shows its lines where a transformation is tested. */
declare const log: (line: string) => void;

const transform = createTransformation(SETTINGS, (line) => {
  log(line);
});

/** Called by RudderStack with each event. What it returns goes to the destination; `undefined` is dropped. */
export function transformEvent(event: RudderMessage, metadata: MetadataReader): RudderMessage | undefined {
  return transform(event, metadata);
}
