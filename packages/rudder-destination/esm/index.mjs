import { createRequire } from 'node:module';

// One copy for those who import and those who require: two would not know each other's deliveries.
export const { networkHandler, process, processDeleteUsers, processRouterDest } = createRequire(
  import.meta.url,
)('../dist/index.cjs');
