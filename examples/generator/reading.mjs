import { page, track } from './bodies.mjs';

// One event name for each article: the habit that uses up the names a workspace may have.
const slugs = [
  ...[
    'quiet-rooms',
    'desk-height',
    'lamp-light',
    'paper-planning',
    'moving-office',
    'cable-care',
    'chair-test',
  ],
  ...[
    'moss-walls',
    'small-budgets',
    'hybrid-days',
    'phone-booths',
    'plants-that-live',
    'tea-corner',
    'old-mills',
  ],
  ...[
    'first-ten-desks',
    'buying-used',
    'colour-guide',
    'noise-map',
    'standing-myths',
    'invoice-tips',
    'fire-doors',
  ],
  ...[
    'winter-light',
    'tiny-meeting-rooms',
    'keyboard-trays',
    'repair-guide',
    'desk-sharing',
    'remote-kit',
    'oak-or-ash',
  ],
];

/** A stroll through the public pages. */
export function read(random) {
  const bodies = [];
  if (random.chance(0.5))
    bodies.push(track('Viewed Home Page', { referrer: 'https://search.example.net/?q=desk' }));
  if (random.chance(0.4)) bodies.push(track('Viewed Pricing Page', pricing(random)));
  if (random.chance(0.2)) bodies.push(track('/pricing viewed', { path: '/pricing', plan: '' }));
  if (random.chance(0.2))
    bodies.push(track('/docs viewed', { path: '/docs', section: random.pick(['api', 'webhooks']) }));
  if (random.chance(0.2)) bodies.push(page('Pricing', '/pricing'));
  const articles = random.sample(slugs, random.integer(1, 3));
  return [...bodies, ...articles.map((slug) => track(`Viewed /blog/${slug} Page`, article(random, slug)))];
}

const pricing = (random) => ({
  url: 'https://www.example.com/pricing',
  experiment: { name: 'pricing-2026', variant: random.pick(['a', 'b']) },
  scrolled: random.fraction() > 0.5,
  seconds: random.integer(2, 200),
});

const article = (random, slug) => ({
  path: `/blog/${slug}`,
  url: `https://www.example.com/blog/${slug}`,
  read_share: random.integer(1, 100) / 100,
  tags: ['office', slug.split('-')[0]],
});
