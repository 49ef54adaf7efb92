import { track } from './bodies.mjs';
import { major, minorPrice } from './prices.mjs';
import { day, isoDay, isoUtc, isoWithOffset, unixSeconds } from './times.mjs';

const plans = [
  { name: 'Seedling', euroCents: 0 },
  { name: 'Hedge', euroCents: 4900 },
  { name: 'Thicket', euroCents: 14900 },
  { name: 'Forest', euroCents: 49900 },
];

/** The first day of a customer. */
export function signUp(random, { person, at }) {
  const plan = random.pick(plans).name;
  const bodies = [
    track('Signed Up', {
      plan,
      createdAt: isoUtc(at),
      referrer: random.pick([
        'https://www.example.com/partners/hollow-oak',
        'https://news.example.org/desks?ref=42',
        '',
      ]),
      landing_url: landingUrl(random),
      method: random.pick(['password', 'google', 'saml']),
      newsletter: random.chance(0.5),
      company_size: random.pick(['1-10', '11-50', '51+', null]),
    }),
  ];
  if (random.chance(0.7)) bodies.push(workspaceCreated(random, person));
  if (random.chance(0.6)) bodies.push(trialStarted(random, at, plan));
  const steps = random.integer(0, 4);
  for (let step = 1; step <= steps; step += 1)
    bodies.push(
      track('Onboarding Step Completed', { step, skipped: random.chance(0.2), checklist: 'first-day' }),
    );
  return bodies;
}

/** What a subscription goes through. */
export function subscription(random, visit) {
  return [random.weighted(chapters).tell(random, visit)];
}

const chapters = [
  { weight: 4, tell: subscriptionStarted },
  { weight: 5, tell: subscriptionRenewed },
  { weight: 3, tell: (random, visit) => planChanged(random, visit, 'Plan Upgraded') },
  { weight: 1, tell: (random, visit) => planChanged(random, visit, 'Plan Downgraded') },
  { weight: 2, tell: seatsChanged },
  { weight: 2, tell: paymentFailed },
  { weight: 3, tell: invoicePaid },
  { weight: 2, tell: invoiceOverdue },
  { weight: 1, tell: subscriptionCancelled },
];

function subscriptionStarted(random, { person, at }) {
  return track('Subscription Started', {
    subscription_id: `sub_${random.hex(10)}`,
    plan: paidPlan(random, person.currency),
    seats: random.integer(1, 60),
    trial: random.chance(0.5),
    trial_ends_at: isoUtc(at + 14 * day),
    renewsAt: isoWithOffset(at + 30 * day, random.pick([0, 120, 540, -420])),
    autoRenew: true,
    source: { campaign: { name: 'autumn-desks', medium: random.pick(['email', 'ads']) } },
    addons: random.sample(['sso', 'audit log', 'priority support', 'sandbox'], random.integer(0, 3)),
  });
}

function subscriptionRenewed(random, { person, at }) {
  const plan = paidPlan(random, person.currency);
  return track('Subscription Renewed', {
    subscription_id: `sub_${random.hex(10)}`,
    plan,
    seats: random.chance(0.3) ? String(random.integer(1, 60)) : random.integer(1, 60),
    revenue: plan.price,
    renewed_at: unixSeconds(at),
    renewsAt: at + 30 * day,
    period: { start: isoDay(at), end: isoDay(at + 30 * day) },
    is_annual: plan.interval === 'year',
  });
}

function planChanged(random, { person, at }, event) {
  return track(event, {
    from: random.pick(plans).name,
    plan: paidPlan(random, person.currency),
    seats: random.integer(2, 80),
    proration: { amount: random.integer(100, 9900), currency: person.currency.toLowerCase() },
    effective_date: isoDay(at + day),
    'requested.by': random.pick(['owner', 'admin']),
    selfServe: random.chance(0.7),
  });
}

function seatsChanged(random, { at }) {
  const before = random.integer(1, 40);
  return track('Seats Changed', {
    seats_before: before,
    seats_after: before + random.integer(1, 5),
    approved: random.chance(0.9),
    changed_on: isoDay(at),
  });
}

function paymentFailed(random, { person, at }) {
  return track('Payment Failed', {
    invoice: invoiceNumber(random),
    due: { amount: minorPrice(14900, person.currency), currency: person.currency },
    attempt: random.integer(1, 4),
    next_retry_at: random.chance(0.5) ? unixSeconds(at + 3 * day) : String(at + 3 * day),
    card: { brand: 'sample', expires: { month: random.integer(1, 12), year: 2028 } },
    error: { code: 'card_declined', detail: { reason: { text: 'insufficient funds' } } },
  });
}

function invoicePaid(random, { person, at }) {
  const amount = major(minorPrice(random.integer(49, 900) * 100, person.currency), person.currency);
  return track('Invoice Paid', {
    invoice: invoiceNumber(random),
    amount: random.chance(0.3) ? String(amount) : amount,
    currency: random.chance(0.3) ? person.currency.toLowerCase() : person.currency,
    paid_at: isoUtc(at),
    due_date: isoDay(at + 14 * day),
    days_to_due_date: 14,
    pdf: { url: `https://billing.example.com/invoices/${random.hex(10)}.pdf`, title: 'Invoice (PDF)' },
  });
}

function invoiceOverdue(random, { at }) {
  return track('Invoice Overdue', {
    invoice: invoiceNumber(random),
    ...random.pick([
      { amount: '$1,299.00', currency: 'USD' },
      { amount: '€ 1,049.50', currency: 'EUR' },
      { amount: '€19.99', currency: 'USD' },
      { amount: '19,99', currency: 'EUR' },
    ]),
    due: isoDay(at - random.integer(3, 30) * day),
    reminder: random.integer(1, 3),
    reminder_sent: true,
  });
}

function subscriptionCancelled(random, { at }) {
  return track('Subscription Cancelled', {
    reason: random.pick(['price', 'missing feature', 'bought a competitor', '']),
    refund: null,
    ends_at: isoUtc(at + 12 * day),
    would_return: random.pick(['true', 'false', true, false]),
  });
}

const workspaceCreated = (random, { company, companyId }) =>
  track('Workspace Created', {
    name: company,
    workspace_id: companyId,
    template: random.pick(['blank', 'studio']),
  });

const trialStarted = (random, at, plan) =>
  track('Trial Started', {
    plan,
    trial_ends_at: isoUtc(at + 14 * day),
    trial_days: '14',
    card_on_file: random.chance(0.3),
  });

function paidPlan(random, currency) {
  const { name, euroCents } = random.pick(plans.slice(1));
  const interval = random.pick(['month', 'year']);
  const price = major(minorPrice(euroCents * (interval === 'year' ? 10 : 1), currency), currency);
  return { name, interval, price, currency, features: { sso: name === 'Forest', seats_included: 5 } };
}

// Longer than a text may be, yet a link, which is never cut.
function landingUrl(random) {
  const campaign = random.pick(['autumn-desks', 'quiet-rooms', 'hello-again']);
  const tags = ['source', 'medium', 'term', 'content', 'audience', 'placement'].map(
    (tag) => `utm_${tag}=${campaign}-${tag}-${random.hex(24)}`,
  );
  return `https://www.example.com/start?utm_campaign=${campaign}&${tags.join('&')}`;
}

const invoiceNumber = (random) => `INV-${random.integer(20000, 99999)}`;
