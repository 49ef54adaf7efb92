import { CONNECTION_FIELDS, REQUIRED_FIELDS } from './connection-fields';
import type { FormField } from './form-field';
import { MAPPING_FIELDS } from './mapping-fields';

/** Every field of the form, in its order. */
export const FORM_FIELDS: readonly FormField[] = [
  ...Object.values<FormField>(REQUIRED_FIELDS),
  ...Object.values<FormField>(CONNECTION_FIELDS),
  ...MAPPING_FIELDS,
];
