import { MAPPING_SETTINGS, readMappingSettings, type MappingSettings } from '@intercom-destination/core';
import { describe, expect, it } from '@jest/globals';
import { openTransformation, TRANSFORMATION, withSettings } from './transformation-world';

const BOTH = ['INTERCOM', 'INTERCOM_V2'];
const CALL = {
  type: 'track',
  event: 'Order Completed',
  messageId: 'm1',
  userId: 'u1',
  timestamp: '2026-01-01T10:00:00.250Z',
  properties: {
    total: 19.99,
    currency: 'EUR',
    shippedAt: '2026-01-02',
    url: 'https://example.com:8080/a?b#c',
  },
};

describe('the one file', () => {
  it('imports nothing, and exports the one function', () => {
    expect(TRANSFORMATION).not.toMatch(/^[ \t]*import\b|\bimport\(|\brequire\(|\bnode:/m);
    expect(TRANSFORMATION.match(/^export .*$/gm)).toEqual([
      'export function transformEvent(event, metadata) {',
    ]);
  });

  it('begins with every setting at its default, each below what it does', () => {
    const from = TRANSFORMATION.indexOf('const SETTINGS = {');
    expect(from).toBeGreaterThan(0);
    expect(from).toBeLessThan(1_000);
    const top = TRANSFORMATION.slice(from, TRANSFORMATION.indexOf('\n};', from));
    const settings = openTransformation().evaluate('SETTINGS') as Partial<MappingSettings>;
    expect(JSON.parse(JSON.stringify(settings))).toEqual(JSON.parse(JSON.stringify(readMappingSettings())));
    const words = (text: string) => text.replaceAll('//', ' ').replace(/\s+/g, ' ');
    for (const [name, row] of Object.entries(MAPPING_SETTINGS)) {
      // RudderStack's own destination asks nobody a second time.
      const isSentOnce = name === 'identifierOrder';
      expect(words(top)).toContain(
        isSentOnce ? row.note.replace(/; the others are tried .*$/, '.') : row.note,
      );
      expect(top).toMatch(new RegExp(`^\\t// .*\\n\\t${name}: `, 'm'));
    }
  });
});

describe('where there is nothing but the language', () => {
  it('has no URL, no timers and no network', () => {
    const { evaluate } = openTransformation();
    expect(evaluate('[typeof URL, typeof setTimeout, typeof fetch, typeof structuredClone].join()')).toBe(
      'undefined,undefined,undefined,undefined',
    );
  });

  it.each(BOTH)('transforms events of %s, and finds their metadata by messageId', async (destinationType) => {
    const { run, logged } = openTransformation();
    const metadata = { destinationType, jobId: 7 };
    const dropped = { ...CALL, messageId: 'm2', userId: '' };
    const identify = { ...CALL, type: 'identify', messageId: 'm3' };
    const outputs = await run([CALL, dropped, identify].map((message) => ({ message, metadata })));
    expect(outputs).toEqual([
      {
        transformedEvent: {
          ...CALL,
          timestamp: '2026-01-01T10:00:00.000Z',
          properties: {
            total: { amount: 1999, currency: 'eur' },
            shipped_date: 1_767_312_000,
            url: CALL.properties.url,
          },
        },
        metadata,
      },
      { transformedEvent: identify, metadata },
    ]);
    expect(logged).toHaveLength(2);
    expect(logged.join()).toMatch(/no_contact: /);
  });

  it('leaves an event alone of which it knows no destination', async () => {
    const { run } = openTransformation();
    expect(await run([{ message: CALL }])).toEqual([{ transformedEvent: CALL, metadata: {} }]);
  });

  it('takes the settings at its top', async () => {
    const { run } = openTransformation(withSettings({ nameStyle: 'kebab', timeZone: 'Asia/Tokyo' }));
    const message = { ...CALL, timestamp: '2026-01-01T10:00:00' };
    expect(await run([{ message, metadata: { destinationType: 'INTERCOM' } }])).toMatchObject([
      { transformedEvent: { event: 'order-completed', timestamp: '2026-01-01T01:00:00.000Z' } },
    ]);
  });

  it('does not load with a bad setting, and names it', () => {
    expect(() => openTransformation(withSettings({ keyLimit: 50 }))).toThrow(/^keyLimit must be/);
  });
});
