import { createRequire } from 'node:module';

// One copy of the host for those who import and those who require: two would take failures for success.
export const { destination } = createRequire(import.meta.url)('../dist/index.cjs');
export default destination;
