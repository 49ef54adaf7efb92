import { dbConfig } from './db-config';
import { configSchema } from './schema';

/** What the type of our own needs of RudderStack's dashboard files, by name, written by `npm run generate`. */
export function dashboardFiles(): Readonly<Record<string, unknown>> {
  return { 'db-config.json': dbConfig(), 'schema.json': configSchema() };
}
