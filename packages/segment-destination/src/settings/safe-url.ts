const SAFE_URL = /^https:\/\/|^http:\/\/(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?:[:/]|$)/i;

/** Whether a token may be sent there: by https, or by http to this machine. A function's runtime has no parser of URLs. */
export function isSafeUrl(url: string): boolean {
  return SAFE_URL.test(url);
}
