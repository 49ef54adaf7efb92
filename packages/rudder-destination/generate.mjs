import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);

/** What RudderStack's dashboard wants of a destination, made from the fields of the built package. Path and content of each file, unformatted. */
export function rudderFiles() {
  const { dashboardFiles } = require('./dist/dashboard.cjs');
  return Object.entries(dashboardFiles()).map(([name, content]) => [
    fileURLToPath(new URL(`dashboard/${name}`, import.meta.url)),
    JSON.stringify(content, null, 2),
  ]);
}
