import { DEFAULT_API_VERSION } from './limits';

export type Region = 'US' | 'EU' | 'AU';

/** Where requests go and in whose name. It holds the token: never print it whole. */
export interface Workspace {
  /** Without a slash at the end. */
  readonly baseUrl: string;
  readonly token: string;
  readonly apiVersion: string;
}

/** Source: Intercom REST 2.14, "Regional hosting". */
const HOSTS: Readonly<Record<Region, string>> = {
  US: 'https://api.intercom.io',
  EU: 'https://api.eu.intercom.io',
  AU: 'https://api.au.intercom.io',
};

/** A workspace by its region, or by an explicit base URL for a simulator or a proxy. Throws on a URL that is none. */
export function createWorkspace(options: {
  readonly token: string;
  readonly at: { readonly region: Region } | { readonly baseUrl: string };
  readonly apiVersion?: string;
}): Workspace {
  const { token, at, apiVersion = DEFAULT_API_VERSION } = options;
  const baseUrl = 'region' in at ? HOSTS[at.region] : at.baseUrl;
  if (!/^https?:\/\//i.test(baseUrl) || !URL.canParse(baseUrl)) {
    throw new TypeError('The base URL must be an http or https URL such as https://api.intercom.io.');
  }
  return { baseUrl: baseUrl.replace(/\/+$/, ''), token, apiVersion };
}
