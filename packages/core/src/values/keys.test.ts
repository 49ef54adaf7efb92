import { describe, expect, it } from '@jest/globals';
import { legaliseKey } from './keys';

describe('a long key is brought to NFC as a short one is', () => {
  it.each([
    { because: 'a mark joins its letter', piece: 'e\u0301' },
    { because: 'marks are put in order', piece: 'a\u0301\u0316\u0323\u0345' },
    { because: 'jamo become a syllable', piece: '\u1100\u1161\u11a8' },
    { because: 'vowel signs join', piece: '\u0995\u09c7\u09be\u0dd9\u0dcf\u102e' },
    { because: 'marks that become several', piece: '\u0344\u0958a' },
    { because: 'runs are long, and there are several', piece: `a${'\u0301\u0316'.repeat(100)}` },
  ])('$because', ({ piece }) => {
    const key = piece.repeat(500);
    expect(legaliseKey(key).legal).toBe(key.normalize('NFC'));
  });

  it('but for a run of marks that no text has, which keeps every mark', () => {
    const key = `a${'\u0301\u0316'.repeat(1_000)}b`;
    const { legal } = legaliseKey(key);
    expect(legal).not.toBe(key.normalize('NFC'));
    expect(Array.from(legal.normalize('NFD')).sort()).toEqual(Array.from(key).sort());
  });
});
