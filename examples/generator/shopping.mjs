import { track } from './bodies.mjs';
import { catalog } from './catalog.mjs';
import { major, minorPrice } from './prices.mjs';
import { day, isoDay, isoUtc, isoWithOffset } from './times.mjs';

/** A visit to the shop, given up at any step. */
export function shop(random, visit) {
  const seen = random.sample(catalog, random.integer(1, 5));
  const bodies = [];
  if (random.chance(0.3)) bodies.push(productsSearched(random));
  if (random.chance(0.25)) bodies.push(productListViewed(random, seen));
  // The rest go from the list to the cart unseen.
  const opened = seen.slice(0, Math.max(1, random.integer(0, 3)));
  bodies.push(...opened.map((product) => productViewed(random, visit, product)));
  if (random.chance(0.3)) return bodies;

  const cart = seen.slice(0, random.chance(0.4) ? seen.length : random.integer(1, seen.length));
  bodies.push(...cart.map((product) => productAdded(random, visit, product)));
  if (cart.length > 1 && random.chance(0.15)) bodies.push(productRemoved(visit, cart.pop()));
  if (random.chance(0.3)) bodies.push(track('Cart Viewed', { cart_id: random.hex(10), items: cart.length }));
  if (random.chance(0.2)) return bodies;

  const order = totals(random, visit, cart);
  bodies.push(track('Checkout Started', { ...order, step: 1, products: undefined, value: order.total }));
  if (order.coupon !== null) bodies.push(track('Coupon Applied', { coupon: order.coupon, discount: '15%' }));
  if (random.chance(0.85)) bodies.push(orderCompleted(random, visit, order));
  return bodies;
}

export function productAdded(random, { person }, product = random.pick(catalog)) {
  return track('Product Added', {
    cart_id: `cart-${person.number}`,
    ...described(product),
    ...priced(product, person.currency),
    quantity: random.integer(1, 4),
  });
}

/** What happens to an order after it was placed. */
export function followUp(random, { person, at }) {
  const { currency } = person;
  const orderId = orderNumber(random);
  const amount = major(minorPrice(random.integer(20, 400) * 100, currency), currency);
  const kind = random.integer(0, 3);
  if (kind === 0)
    return [
      track('Order Refunded', {
        order_id: orderId,
        total: -amount,
        currency,
        reason: random.pick(['damaged', 'too late', '']),
        refundedOn: isoDay(at),
      }),
    ];
  if (kind === 1)
    return [
      track('Order Cancelled', {
        order_id: orderId,
        total: amount,
        currency,
        cancelledBy: 'customer',
        refund: null,
      }),
    ];
  if (kind === 2)
    return [
      track('Order Shipped', {
        order_id: orderId,
        carrier: 'Snail & Sons',
        // Another of the many ways to write a link, with a label.
        tracking: { url: `https://track.example.com/p/${random.hex(10)}`, title: 'Follow the parcel' },
        shipped_at: isoWithOffset(at, random.pick([-480, 60, 120, 330])),
        expected_delivery_date: isoDay(at + random.integer(2, 9) * day),
        weight_kg: '12.4',
        parcels: random.integer(1, 3),
      }),
    ];
  return [
    track('Product Reviewed', {
      ...described(random.pick(catalog)),
      rating: random.integer(1, 5),
      verified: random.chance(0.8),
      review_body: random.pick(['Solid.', 'すてきな机です 🪑', 'ممتاز جداً', 'Sieht gut aus, wackelt etwas.']),
    }),
  ];
}

function orderCompleted(random, { person, at }, { currency, ...order }) {
  return track('Order Completed', {
    checkout_id: random.hex(12),
    order_id: orderNumber(random),
    affiliation: random.pick(['Brambledesk Web', 'Brambledesk Trade', 'Brambledesk iOS']),
    ...order,
    // Now and then the shop forgets the currency.
    ...(random.chance(0.06) ? {} : { currency: random.chance(0.05) ? '' : currency }),
    payment_method: random.pick(['card', 'invoice', 'transfer']),
    first_order: random.chance(0.4),
    placedAt: random.chance(0.5) ? isoUtc(at) : isoWithOffset(at, random.pick([60, 120, 540, -300])),
    delivery: {
      method: random.pick(['parcel', 'freight']),
      address: { city: 'Samplestead', country: person.locale.slice(3) },
    },
    confirmation_url: `https://shop.example.com/orders/${random.hex(8)}/thank-you`,
  });
}

function totals(random, { person: { currency } }, cart) {
  const lines = cart.map((product) => ({
    product,
    quantity: random.integer(1, 3),
    minor: minorPrice(product.euroCents, currency),
  }));
  const subtotal = lines.reduce((sum, { quantity, minor }) => sum + quantity * minor, 0);
  const hasCoupon = random.chance(0.3);
  const discount = hasCoupon ? Math.round(subtotal * 0.15) : 0;
  const shipping = subtotal > minorPrice(20000, currency) ? 0 : minorPrice(590, currency);
  const tax = Math.round((subtotal - discount) * 0.2);
  const inMajor = (minor) => major(minor, currency);
  // A fifth of the shop's pages add floats up and send the sum as it comes: 59.970000000000006.
  const sum = random.chance(0.2)
    ? inMajor(subtotal) - inMajor(discount) + inMajor(shipping) + inMajor(tax)
    : inMajor(subtotal - discount + shipping + tax);
  return {
    total: sum,
    revenue: inMajor(subtotal - discount),
    subtotal: inMajor(subtotal),
    shipping: inMajor(shipping),
    tax: inMajor(tax),
    discount: inMajor(discount),
    coupon: hasCoupon ? random.pick(['BRAMBLE15', 'HELLO-15', 'équipe15']) : null,
    currency,
    products: lines.map(({ product, quantity }, position) => ({
      ...described(product),
      ...priced(product, currency),
      quantity,
      position: position + 1,
    })),
  };
}

function productViewed(random, { person }, product) {
  const price = priced(product, person.currency);
  return track('Product Viewed', {
    ...described(product),
    ...price,
    ...(random.chance(0.1) ? { price: String(price.price) } : {}),
    url: product.url,
    image_url: product.image_url,
    in_stock: random.chance(0.9),
    variant: random.pick(['oak', 'ash', '', null]),
  });
}

const productRemoved = ({ person }, product) =>
  track('Product Removed', {
    cart_id: `cart-${person.number}`,
    ...described(product),
    ...priced(product, person.currency),
  });

const productsSearched = (random) =>
  track('Products Searched', {
    query: random.pick(['desk', 'lampe', 'chaise bureau', '机', 'مكتب', 'stool <120', ' ']),
    results: random.integer(0, 40),
  });

const productListViewed = (random, products) =>
  track('Product List Viewed', {
    list_id: random.pick(['new', 'sale', 'trade']),
    category: products[0].category,
    products: products.map(({ sku, name }) => ({ sku, name })),
  });

const described = ({ sku, name, category }) => ({ product_id: sku, sku, name, category });

const priced = ({ euroCents }, currency) => ({
  price: major(minorPrice(euroCents, currency), currency),
  currency,
});

const orderNumber = (random) => `BD-${random.integer(100000, 999999)}`;
