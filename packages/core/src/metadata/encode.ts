import type { WireValue } from '../data-event';
import type { MetadataValue } from './value';

/** The union is the list of kinds: a new kind stops the build here. */
export function encodeMetadataValue(value: MetadataValue): WireValue {
  switch (value.kind) {
    case 'text':
      return value.text;
    case 'number':
      return value.number;
    case 'boolean':
      return value.boolean;
    case 'date':
      return value.at;
    case 'link':
      return value.url;
    case 'rich_link':
      return { url: value.url, value: value.label };
    case 'money':
      return { amount: value.minorUnits, currency: value.currency };
    default:
      return value satisfies never;
  }
}
