export { destination, destination as default } from './definition';
export type { Settings } from './generated-types';
export type { Payload } from './track-event/generated-types';
