/** Absent where there is nothing but the language, as in the hosts' sandboxes; `canParse` is newer than Node 18. */
const runtime = globalThis as { readonly URL?: { canParse?(text: string): boolean } };

/** Whether the text is a URL. Where the runtime cannot tell: a scheme, a host without blanks, and what follows it. */
export const canParseUrl: (text: string) => boolean =
  runtime.URL?.canParse === undefined ? looksLikeUrl : (text) => URL.canParse(text);

function looksLikeUrl(text: string): boolean {
  return /^https?:\/\/(?:[^\s/?#@]*@)?(?:[^\s/?#@:<>[\]^|%\\]+|\[[\da-f:.]+\])(?::\d{1,5})?(?:[/?#]\S*)?$/i.test(
    text,
  );
}
