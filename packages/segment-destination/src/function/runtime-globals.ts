/** What a link is told by where there is no `URL`: a scheme, a host without blanks, and what follows it. */
const URL_LIKE = {
  canParse: (text: string) =>
    /^https?:\/\/(?:[^\s/?#@]*@)?(?:[^\s/?#@:<>[\]^|%\\]+|\[[\da-f:.]+\])(?::\d{1,5})?(?:[/?#]\S*)?$/i.test(
      text,
    ),
};

/** Segment promises none to a function. */
const runtime = globalThis as { URL?: unknown };
runtime.URL ??= URL_LIKE;
