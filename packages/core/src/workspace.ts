import { canParseUrl } from './can-parse-url';
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

/** The base URL of a region, without a slash at the end. */
export function baseUrlOf(region: Region): string {
  return HOSTS[readRegion(region)];
}

/** The regions in which Intercom hosts workspaces. */
export const REGIONS = Object.keys(HOSTS) as readonly Region[];

/** Neither user nor password, query nor fragment: paths are added to it, and it may be shown. */
const BASE_URL = /^https?:\/\/[^\s/?#@]+(?:\/[^\s?#]*)?$/i;

/** Ours: a parser may take the square of a host's length. */
const BASE_URL_LENGTH_MAX = 2_048;

/** Looked for where a run begins: from each place in it, a long run would take the square of its length. */
const SLASHES_AT_END = /(?<!\/)\/+$/;

/** One word such as 2.14 or Unstable: it goes into a header. */
const API_VERSION = /^[\w.-]+$/;

/** Something about a workspace that cannot be. The message shows no token. */
export class WorkspaceError extends TypeError {
  override readonly name = 'WorkspaceError';
  /** What is at fault, for whoever has another name for it. */
  readonly option: 'token' | 'region' | 'baseUrl' | 'apiVersion';

  constructor(option: WorkspaceError['option'], message: string) {
    super(message);
    this.option = option;
  }
}

/** A workspace by its region, or by an explicit base URL for a simulator or a proxy. Throws a `WorkspaceError` on what is none. */
export function createWorkspace(options: {
  readonly token: string;
  readonly at: { readonly region: Region } | { readonly baseUrl: string };
  readonly apiVersion?: string | undefined;
}): Workspace {
  const { token, at, apiVersion = DEFAULT_API_VERSION } = options;
  // What else may stand in a header; the token itself is not to be shown.
  if (typeof token !== 'string' || !/^[\x21-\x7e]+$/.test(token)) {
    throw new WorkspaceError(
      'token',
      'The access token must be one word of ASCII characters, as Intercom shows it.',
    );
  }
  const baseUrl = 'region' in at ? HOSTS[readRegion(at.region)] : at.baseUrl;
  if (typeof baseUrl !== 'string' || !isBaseUrl(baseUrl)) {
    throw new WorkspaceError(
      'baseUrl',
      'The base URL must be an http or https URL such as https://api.intercom.io, of at most 2,048 characters, without a user name, query or fragment.',
    );
  }
  if (typeof apiVersion !== 'string' || !API_VERSION.test(apiVersion)) {
    throw new WorkspaceError('apiVersion', 'The API version must be one word such as 2.14 or Unstable.');
  }
  return { baseUrl: baseUrl.replace(SLASHES_AT_END, ''), token, apiVersion };
}

function isBaseUrl(text: string): boolean {
  return text.length <= BASE_URL_LENGTH_MAX && BASE_URL.test(text) && canParseUrl(text);
}

/** Of a setting that no compiler has seen. Throws a `WorkspaceError` on what is no region. */
export function readRegion(region: unknown): Region {
  const known = REGIONS.find((one) => one === region);
  if (known !== undefined) return known;
  throw new WorkspaceError(
    'region',
    'The region must be US, EU or AU: the one in which the workspace is hosted.',
  );
}
