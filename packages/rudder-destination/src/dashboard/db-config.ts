import { FORM_FIELDS } from './form/form';
import { DESTINATION_NAME, DISPLAY_NAME } from './identity';
import { forEachSource, SOURCE_TYPES } from './source-types';

/** `db-config.json`: what RudderStack's server is to know of the destination. */
export function dbConfig() {
  return {
    name: DESTINATION_NAME,
    displayName: DISPLAY_NAME,
    version: '1.0',
    config: {
      transformAtV1: 'router',
      saveDestinationResponse: true,
      supportedSourceTypes: SOURCE_TYPES,
      supportedMessageTypes: { cloud: ['track'] },
      supportedConnectionModes: forEachSource(['cloud']),
      destConfig: {
        defaultConfig: FORM_FIELDS.map(({ key }) => key),
        ...forEachSource(['connectionMode', 'consentManagement']),
      },
      secretKeys: FORM_FIELDS.flatMap((field) => (field.kind === 'text' && field.secret ? [field.key] : [])),
    },
    options: { isBeta: true },
  };
}
