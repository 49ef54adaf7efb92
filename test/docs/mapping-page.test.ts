import { createMapper, readMappingSettings } from '@intercom-destination/core';
import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { NOTE_CODES, REFUSAL_CODES } from '../contract/closed-codes';

const root = join(__dirname, '..', '..');
const { parse } = createRequire(join(root, 'packages', 'backfill', 'package.json'))('yaml') as {
  parse: (text: string) => unknown;
};

interface Example {
  readonly heading: string;
  readonly mapping: string | undefined;
  readonly given: { readonly kind: string; readonly text: string };
  readonly expected: { readonly kind: string; readonly text: string };
}

const page = readFileSync(join(root, 'docs', 'mapping.md'), 'utf8');
const examples = readExamples(page);

describe('docs/mapping.md', () => {
  it('has an example for each part', () => {
    expect(examples.length).toBeGreaterThanOrEqual(14);
  });

  it('tells what every refusal and every note means', () => {
    const told = [...page.matchAll(/^\| `(\w+)`/gm)].map(([, code]) => code);
    expect(told.sort()).toEqual([...NOTE_CODES, ...REFUSAL_CODES].sort());
  });

  it.each(examples)('$heading', ({ mapping, given, expected }) => {
    const mapTrackCall = createMapper(readMappingSettings(mapping === undefined ? {} : parse(mapping)));
    const example: unknown = JSON.parse(given.text);
    const call =
      given.kind === 'call'
        ? example
        : { event: 'Example', userId: 'u1', timestamp: '2026-01-01T00:00:00Z', properties: example };
    const mapped = mapTrackCall(call);
    if (!mapped.ok) throw new Error(mapped.refusal.code);
    const { dataEvent } = mapped;
    const shown = expected.kind === 'metadata' ? dataEvent.metadata : dataEvent;
    // As text, so that the order of the keys counts too.
    expect(JSON.stringify(shown)).toBe(JSON.stringify(JSON.parse(expected.text)));
  });
});

function readExamples(text: string): Example[] {
  const found: Example[] = [];
  let heading = '';
  let mapping: string | undefined;
  let given: Example['given'] | undefined;
  for (const [, title, kind = '', block = ''] of text.matchAll(
    /^#+ (.*)$|^```\w+ ([\w-]+)\n([\s\S]*?)^```$/gm,
  )) {
    if (title !== undefined) heading = title;
    else if (kind === 'mapping') mapping = block;
    else if (kind === 'call' || kind === 'properties') given = { kind, text: block };
    else if (given !== undefined) {
      found.push({ heading, mapping, given, expected: { kind, text: block } });
      given = undefined;
      mapping = undefined;
    }
  }
  return found;
}
