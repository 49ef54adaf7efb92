import { dbConfig } from './db-config';
import { FOLDER_NAME } from './identity';
import { configSchema } from './schema';
import { uiConfig } from './ui-config';
import { validationCases } from './validation-cases';

/** Each file of RudderStack's dashboard by its name, written by `npm run generate`. */
export function dashboardFiles(): Readonly<Record<string, unknown>> {
  return {
    'db-config.json': dbConfig(),
    'ui-config.json': uiConfig(),
    'schema.json': configSchema(),
    [`${FOLDER_NAME}.validation.json`]: validationCases(),
  };
}
