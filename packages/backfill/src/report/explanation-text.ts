import type { Explanation, HttpRequest, Note, PropertyFate } from '@intercom-destination/core';
import type { ReadingNote } from '../sources/reading-note';
import { printable, printableJson } from '../terminal/printable';

/** An explanation as a page of text. `request` is what would be sent; `undefined`: nothing would. */
export function describeExplanation(
  explanation: Explanation,
  request: HttpRequest | undefined,
  readingNotes: readonly ReadingNote[],
): string {
  if (!explanation.ok) {
    const { code, message } = explanation.refusal;
    return `Refused (${code}): ${message}\n`;
  }
  const { dataEvent, callNotes, properties } = explanation;
  const time = new Date(dataEvent.created_at * 1000).toISOString().replace('.000Z', 'Z');
  const sections = [
    [
      printable(dataEvent.event_name),
      `  at ${time} (${dataEvent.created_at})`,
      ...[...readingNotes, ...callNotes].map(describeCallNote),
    ].join('\n'),
    ['Contact', ...describeIdentifiers(explanation)].join('\n'),
    properties.length === 0 ? '' : ['Properties', ...properties.flatMap(describeFate)].join('\n'),
    request === undefined ? '' : `Request (nothing was sent)\n${indent(toCurl(request))}`,
  ];
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`;
}

/** The request as a command for a shell, with the token taken from the environment. */
export function toCurl({ method, url, headers, body }: HttpRequest): string {
  // Double quotes, so that the shell fills in the token.
  const headerLines = Object.entries(headers).map(([name, value]) => `-H "${name}: ${value}"`);
  const bodyLines =
    body === undefined ? [] : [`--data-raw '${printableJson(body).replaceAll("'", String.raw`'\''`)}'`];
  return [`curl -X ${method} ${url}`, ...headerLines, ...bodyLines].join(' \\\n  ');
}

function describeIdentifiers({ identifiers }: Explanation): string[] {
  return identifiers.map(({ by, value, from }, index) =>
    index === 0
      ? `  ${by} ${printable(value)}, from ${printable(from)}: the strongest identifier of the call`
      : `  after a 404: ${by} ${printable(value)}, from ${printable(from)}`,
  );
}

function describeFate({ path, fate, became, notes }: PropertyFate): string[] {
  const ends =
    fate === 'sent'
      ? became.map(({ key, kind, value }) => `→ ${key} (${kind}) ${printableJson(JSON.stringify(value))}`)
      : [fate === 'opened' ? '↓ its own properties follow' : '× left out'];
  return [
    `  ${printable(path)}`,
    ...ends.map((end) => `    ${end}`),
    ...notes.map((note) => `  ${describeNote(note)}`),
  ];
}

function describeCallNote({ code, key, detail }: Note | ReadingNote): string {
  return `  ${printable(key)}: ${code}: ${printable(detail)}`;
}

function describeNote({ code, detail }: { readonly code: string; readonly detail: string }): string {
  return `  ${code}: ${printable(detail)}`;
}

function indent(text: string): string {
  return text.replace(/^/gm, '  ');
}
