/** Whether a text is a link: a scheme, a host without blanks, and what follows it. */
function canParse(text: string): boolean {
  return /^https?:\/\/(?:[^\s/?#@]*@)?(?:[^\s/?#@:<>[\]^|%\\]+|\[[\da-f:.]+\])(?::\d{1,5})?(?:[/?#]\S*)?$/i.test(
    text,
  );
}

/** Segment promises a function neither `URL` nor, where there is one, what Node 19 has added to it. */
const runtime = globalThis as { URL?: { canParse?: (text: string) => boolean } };
(runtime.URL ??= {}).canParse ??= canParse;
