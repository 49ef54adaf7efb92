import { ownValue, type JsonObject } from '../json-object';
import { fitsAsLink, isBlank, isHttpUri } from './text';

export interface RichLink {
  readonly url: string;
  readonly label: string;
  /** The key that the label came from. */
  readonly labelKey: string;
}

const LABEL_KEYS = ['value', 'title', 'name', 'label', 'text'];

/** The link that an object is or holds: an http(s) `url` and the first label it has. `undefined`: it is no link. */
export function readRichLink(object: JsonObject): RichLink | undefined {
  const url = ownValue(object, 'url');
  if (typeof url !== 'string' || !isHttpUri(url) || !fitsAsLink(url)) return undefined;
  for (const labelKey of LABEL_KEYS) {
    const label = ownValue(object, labelKey);
    if (typeof label === 'string' && !isBlank(label)) return { url, label, labelKey };
  }
  return undefined;
}
