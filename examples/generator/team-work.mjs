import { track } from './bodies.mjs';
import { answers, longText } from './texts.mjs';
import { day, isoDay, isoUtc, isoWithOffset, unixSeconds } from './times.mjs';

/** A working day in the product: a few different things, each perhaps more than once. */
export function work(random, visit) {
  const count = random.integer(1, 5);
  return Array.from({ length: count }, () => random.weighted(activities).tell(random, visit));
}

export function documentUploaded(random, { at }) {
  const extension = random.pick(['pdf', 'png', 'xlsx']);
  return track('Document Uploaded', {
    file_name: `${random.pick(['plan', 'Grundriss', '見積書', 'quote'])}-${random.integer(1, 99)}.${extension}`,
    size_bytes: random.integer(900, 9_000_000),
    tags: random.sample(['floor plan', 'budget', '2026', 'büro', '重要', 'draft'], random.integer(0, 4)),
    uploadedAt: isoUtc(at),
    shared: random.chance(0.4),
  });
}

const featureUsed = (random) =>
  track('Feature Used', {
    feature: random.pick(['room planner', 'budget', 'approval', 'catalogue import']),
    duration_ms: random.integer(200, 900000),
    beta: random.chance(0.2),
  });

const commentPosted = (random, { locale }) =>
  track('Comment Posted', {
    text: random.chance(0.3) ? longText(random) : (answers[locale.slice(0, 2)] ?? 'Looks fine to me 👍'),
    mentions: random.sample(['design', 'finance', 'ops'], random.integer(0, 2)),
    thread: {
      id: random.hex(6),
      subject: { kind: 'order', ref: { no: `BD-${random.integer(100000, 999999)}` } },
    },
  });

function reportExported(random, { at }) {
  return track('Report Exported', {
    format: random.pick(['csv', 'xlsx']),
    rows: random.chance(0.3) ? String(random.integer(1, 5000)) : random.integer(1, 5000),
    generated_at: at,
    range: { from: isoDay(at - 30 * day), to: isoDay(at) },
    columns: ['order', 'total', 'état'],
    filters: [
      { field: 'status', op: 'is', value: 'open' },
      { field: 'total', op: '>', value: 100 },
    ],
  });
}

function teammateInvited(random, { at }) {
  return track('Teammate Invited', {
    email: `invitee${random.integer(100, 999)}@example.org`,
    role: random.pick(['admin', 'member', 'viewer']),
    invited_at: isoWithOffset(at, 60),
    seats_left: random.integer(0, 12),
    message: random.pick(['', null, 'Komm dazu!', 'Join us']),
  });
}

const profileUpdated = (random, { at }) =>
  track('Profile Updated', {
    title: random.pick(['Office Manager', 'オフィス担当', '', null]),
    phone: null,
    birthday: random.pick(['1969-07-20', '1985-02-11', '']),
    changed: ['title', 'phone'],
    updated_at: unixSeconds(at),
    member_since: '2024',
    address: { line1: '', city: 'Samplestead', geo: { lat: 47.5, lon: '9.25', meta: { source: 'guess' } } },
  });

const apiKeyCreated = (random, { at }) =>
  track('API Key Created', {
    api_version: '2024-05-01',
    scopes: ['orders:read', 'orders:write'],
    expires_on: isoDay(at + 90 * day),
    last_used_at: null,
    sandbox: random.chance(0.5),
  });

const webhookFailed = (random, { at }) =>
  track('Webhook Failed', {
    endpoint: 'https://hooks.example.com/brambledesk',
    status: random.pick([500, 502, '503', 404]),
    failed_at: isoUtc(at),
    request: { headers: { accept: { type: 'application/json', q: 1 } }, attempt: random.integer(1, 8) },
    trace: { a: { b: { c: { d: { e: { f: 'seven levels down' } } } } } },
  });

const surveyAnswered = (random) =>
  track('Survey Answered', {
    'How likely are you to recommend us?': random.integer(0, 10),
    'company.size': random.pick(['1-10', '11-50']),
    'Favourite product ❤': random.pick(['Fern Desk Lamp', '湯のみ']),
    source: 'email',
    Source: 'footer link',
    anonymous: false,
  });

const feedbackSubmitted = (random, { person }) =>
  track('Feedback Submitted', {
    message: longText(random, answers[person.locale.slice(0, 2)]),
    mood: random.pick(['🙂', '😡', '🤷‍♀️']),
    screenshot: random.chance(0.5) ? `https://cdn.example.com/shots/${random.hex(12)}.png` : '',
    may_contact: random.chance(0.6),
  });

const articleRead = (random) =>
  track('Support Article Read', {
    article: {
      url: `https://help.example.com/articles/${random.integer(100, 160)}`,
      title: 'Assembling the desk',
    },
    helpful: random.pick([true, false, null]),
    seconds: random.integer(4, 400),
  });

const quoteRequested = (random, { at }) =>
  track('Quote Requested', {
    price: random.pick(['$1,299.00', '$12,480.00', 'USD 980', '1299']),
    currency: 'USD',
    discount: random.pick(['10%', '0', '']),
    valid_until_date: isoDay(at + 30 * day),
    wanted_on: random.pick(['next spring', isoDay(at + 60 * day)]),
    budget: { amount: random.integer(1000, 90000) * 100, currency: 'usd' },
    rooms: random.integer(1, 12),
    notes: random.chance(0.5) ? longText(random) : '',
  });

const integrationConnected = (random, { at }) =>
  track('Integration Connected', {
    integration: random.pick(['calendar', 'ledger', 'chat']),
    docs: { url: 'https://help.example.com/integrations', title: 'How it works' },
    connected_at: isoUtc(at).replace('Z', '+00:00'),
    scopes: random.sample(['read', 'write', 'admin'], random.integer(1, 3)),
    trial: 'false',
  });

const activities = [
  { weight: 9, tell: (random) => featureUsed(random) },
  { weight: 5, tell: documentUploaded },
  { weight: 5, tell: (random, { person }) => commentPosted(random, person) },
  { weight: 4, tell: reportExported },
  { weight: 4, tell: (random, visit) => teammateInvited(random, visit) },
  {
    weight: 1,
    tell: (random, { at }) => track('Invite Accepted', { role: 'member', accepted_at: isoUtc(at) }),
  },
  {
    weight: 5,
    tell: (random) =>
      track('Signed In', { method: random.pick(['password', 'saml']), mfa: random.chance(0.5) }),
  },
  { weight: 3, tell: profileUpdated },
  { weight: 2, tell: apiKeyCreated },
  { weight: 2, tell: webhookFailed },
  { weight: 2, tell: (random) => surveyAnswered(random) },
  { weight: 2, tell: feedbackSubmitted },
  { weight: 3, tell: (random) => articleRead(random) },
  { weight: 2, tell: (random, visit) => quoteRequested(random, visit) },
  { weight: 2, tell: (random, visit) => integrationConnected(random, visit) },
  { weight: 2, tell: (random) => track('app.opened', { version: '4.12.0', cold_start: random.chance(0.5) }) },
  {
    weight: 1,
    tell: (random) => track('budget.$limit.changed', { limit: `${random.integer(1, 9)}000`, unit: 'EUR' }),
  },
  {
    weight: 1,
    tell: (random) =>
      track('資料ダウンロード', { 資料名: 'オフィス家具カタログ', ページ数: random.integer(8, 90) }),
  },
  {
    weight: 1,
    tell: (random) => track('feature used', { feature: 'room planner', ms: random.integer(200, 90000) }),
  },
];
