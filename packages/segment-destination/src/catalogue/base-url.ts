import type { Settings } from '../generated-types';

/** The token goes to Intercom's own hosts alone. */
export const baseUrlField = {};

/** `undefined`: the region says where. */
export const readBaseUrl: (settings: Settings) => string | undefined = () => undefined;
