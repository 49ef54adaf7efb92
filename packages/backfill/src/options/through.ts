/** Whose code brings the calls to Intercom: core's own, or an adapter's in its host's runtime. */
export const THROUGH = ['core', 'segment', 'rudder'] as const;
export type Through = (typeof THROUGH)[number];
