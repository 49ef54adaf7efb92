import { readFileSync } from 'node:fs';

const around = {
  type: 'track',
  messageId: 'ajs-next-1793439000123-5b1f0c2e',
  userId: 'u_4711',
  anonymousId: '0f8b3a52-6c1d-4d0e-9a57-3f1f4b1c7d10',
  timestamp: '2026-10-31T09:30:00.123Z',
  originalTimestamp: '2026-10-31T09:30:00.123Z',
  sentAt: '2026-10-31T09:30:00.640Z',
  receivedAt: '2026-10-31T09:30:00.812Z',
  integrations: {},
  context: {
    ip: '203.0.113.7',
    locale: 'en-GB',
    userAgent: 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15',
    library: { name: 'analytics.js', version: 'next-1.70.0' },
    page: {
      path: '/pricing',
      referrer: '',
      search: '',
      title: 'Pricing',
      url: 'https://example.com/pricing',
    },
  },
};

/** Five flat properties. */
export const flat = {
  ...around,
  event: 'Plan Upgraded',
  properties: { plan: 'pro', seats: 12, trial: false, source: 'pricing page', coupon: 'SPRING' },
};

/** Fifteen properties, ten of them in objects, down to three levels. */
export const nested = {
  ...around,
  event: 'Report Exported',
  properties: {
    format: 'pdf',
    pages: 12,
    scheduled: false,
    createdAt: '2026-10-30T10:00:00Z',
    tags: ['quarterly', 'board'],
    account: {
      id: 'a_1',
      name: 'Acme',
      tier: 'gold',
      address: { city: 'Berlin', country: 'DE', zip: '10115' },
    },
    device: { os: 'macOS', version: '14.1', browser: 'Firefox', mobile: false },
  },
};

/** An order of five products, as Segment's spec for e-commerce has it. */
export const order = {
  ...around,
  event: 'Order Completed',
  properties: {
    order_id: 'o-50314',
    total: 99.95,
    revenue: 80.5,
    shipping: 5,
    tax: 14.45,
    discount: 2.5,
    coupon: 'AUTUMN',
    currency: 'EUR',
    products: Array.from({ length: 5 }, (_, at) => ({
      product_id: `p-${at}`,
      sku: `G-${at}`,
      name: `Board game ${at}`,
      price: 19.99,
      quantity: 1,
      category: 'Games',
      url: `https://www.example.com/games/${at}`,
      image_url: `https://www.example.com/games/${at}.jpg`,
    })),
  },
};

const EXAMPLES = new URL('../examples/dumps/live.ndjson', import.meta.url);

/** The calls of a sample dump that are JSON, as text. */
export function exampleTexts() {
  return readFileSync(EXAMPLES, 'utf8')
    .split('\n')
    .filter((line) => {
      try {
        return typeof JSON.parse(line) === 'object';
      } catch {
        return false;
      }
    });
}

export const named = { 'five flat': flat, 'fifteen nested': nested, 'order of five': order };

/** The call so many times, each a second later: what has one person, name and second is sent one after the other. */
export function series(call, count) {
  const startMs = Date.parse(call.timestamp);
  return Array.from({ length: count }, (_, at) => ({
    ...call,
    timestamp: new Date(startMs + at * 1_000).toISOString(),
  }));
}
