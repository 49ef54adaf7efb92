export { destination as default, destination } from './definition';
export type { Settings } from './generated-types';
export type { Payload } from './track-event/generated-types';
