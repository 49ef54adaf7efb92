import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DESTINATION_NAME, DISPLAY_NAME, FOLDER_NAME } from '../dashboard/identity';
import { writeWhole } from './files';
import { Refused } from './refused';

const PACKAGE = '@intercom-destination/rudder-destination';
const PACKAGE_NAME = `'${PACKAGE}'`;

/** Writes the files of both pull requests under `folder`, each where it goes, and says which. */
export function writeLayout(folder: string, dashboard: string): readonly string[] {
  if (existsSync(folder) && readdirSync(folder).length > 0) {
    throw new Refused(`${folder} is not empty: name a new folder.`);
  }
  const files = [...transformerFiles(), ...configFiles(dashboard)];
  for (const [path, content] of files) writeWhole(join(folder, path), content);
  return files.map(([path]) => path);
}

type File = readonly [path: string, content: string];

function transformerFiles(): readonly File[] {
  const at = (version: string, name: string) =>
    `rudder-transformer/src/${version}/destinations/${FOLDER_NAME}/${name}.js`;
  return [
    [at('v0', 'transform'), reExport(['process', 'processRouterDest'])],
    [at('v1', 'networkHandler'), reExport(['networkHandler'])],
    [at('v0', 'deleteUsers'), reExport(['processDeleteUsers'])],
    ['PULL-REQUESTS.md', INSTRUCTIONS],
  ];
}

function configFiles(dashboard: string): readonly File[] {
  const read = (name: string) => readFileSync(join(dashboard, name), 'utf8');
  const at = (path: string) => `rudder-integrations-config/${path}`;
  return [
    ...['db-config.json', 'ui-config.json', 'schema.json'].map((name): File => [
      at(`src/configurations/destinations/${FOLDER_NAME}/${name}`),
      read(name),
    ]),
    [at(`test/data/validation/destinations/${FOLDER_NAME}.json`), read(`${FOLDER_NAME}.validation.json`)],
  ];
}

function reExport(names: readonly string[]): string {
  const list = names.join(', ');
  return `const { ${list} } = require(${PACKAGE_NAME});\n\nmodule.exports = { ${list} };\n`;
}

const INSTRUCTIONS = `# Two pull requests for ${DISPLAY_NAME}

## rudderlabs/rudder-transformer

1. Copy what is under \`rudder-transformer/\` over a clone.
2. \`npm install ${PACKAGE}\`. It has \`@rudderstack/integrations-lib\` as a peer, so there stays one copy.
3. Add \`${DESTINATION_NAME}: { routerTransform: true, regulations: true },\` to \`destinationCapabilities\` in
   \`src/features.ts\`. Before 1.141.4 there are two lists in that file instead; name it in both.

## rudderlabs/rudder-integrations-config

1. Copy what is under \`rudder-integrations-config/\` over a clone.
2. Run its own checks: \`npm test\`, and \`python3 scripts/schemaGenerator.py -name="${FOLDER_NAME}" destination\`, which must
   print no warning.
3. Its test of display names keeps a list: \`node scripts/updateDisplayNameBaseline.js\`.

Both repositories want a contributor's agreement to be signed.
`;
