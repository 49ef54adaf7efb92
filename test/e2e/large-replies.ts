import type { ServerResponse } from 'node:http';

/** Answers that no host may read to their end. The longest that Intercom gives has some hundred bytes. */
export const LARGE_REPLIES: readonly { name: string; answer: (response: ServerResponse) => void }[] = [
  { name: 'a refusal of a megabyte', answer: (response) => response.writeHead(400).end(MEGABYTE) },
  { name: 'an acceptance of a megabyte', answer: (response) => response.writeHead(202).end(MEGABYTE) },
  { name: 'a reply without end', answer: flood },
];

const MEGABYTE = 'x'.repeat(2 ** 20);

/** It goes silent at a length that nobody may have read up to, so as not to fill the memory of one who would. */
function flood(response: ServerResponse): void {
  let written = 0;
  const timer = setInterval(() => {
    if ((written += 1) > 64) clearInterval(timer);
    else response.write(MEGABYTE);
  }, 10);
  response.on('close', () => {
    clearInterval(timer);
  });
}
