import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A destination for the `destinations` of a source in `workspaceConfig.json`. `dashboard` is this package's folder of that name. */
export function workspaceConfig(dashboard: string): object {
  const { name, displayName, config } = readJson(join(dashboard, 'db-config.json')) as DbConfig;
  return {
    id: 'intercom-events',
    name: displayName,
    enabled: true,
    isProcessorEnabled: true,
    isConnectionEnabled: true,
    revisionId: '1',
    config: { apiKey: 'env.INTERCOM_ACCESS_TOKEN', apiServer: 'standard', missingContact: 'retry' },
    destinationDefinition: { id: 'intercom-events-definition', name, displayName, config },
    transformations: [],
  };
}

interface DbConfig {
  readonly name: string;
  readonly displayName: string;
  readonly config: object;
}

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(path, 'utf8'));
}
