/** What the invented shop, Brambledesk, sells: prices in euro cents. */
export const catalog = [
  item('BD-1001', 'Bramble Standing Desk', 'Desks', 64900),
  item('BD-1002', 'Bramble Standing Desk, wide', 'Desks', 79900),
  item('BD-1107', 'Thicket Task Chair', 'Chairs', 32950),
  item('BD-1108', 'Thicket Stool', 'Chairs', 11900),
  item('BD-2003', 'Fern Desk Lamp', 'Lighting', 4999),
  item('BD-2004', 'Moonseed Floor Lamp', 'Lighting', 12900),
  item('BD-3010', 'Notebook, dotted', 'Paper', 1999),
  item('BD-3011', 'Weekly Planner 2026', 'Paper', 2450),
  item('BD-3012', 'Index Cards (200)', 'Paper', 695),
  item('BD-4001', 'Lichen Desk Mat', 'Accessories', 3900),
  item('BD-4002', 'Cable Hedgehog', 'Accessories', 1290),
  item('BD-4003', 'Monitor Riser "Heath"', 'Accessories', 5495),
  item('BD-4004', "Café Tasse für's Büro", 'Kitchen', 1450),
  item('BD-4005', '湯のみ「木苺」', 'Kitchen', 2200),
  item('BD-5001', 'Acoustic Panel, moss', 'Rooms', 18900),
  item('BD-5002', 'Phone Booth "Burrow"', 'Rooms', 389000),
];

function item(sku, name, category, euroCents) {
  const slug = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  const page = slug === '' ? sku.toLowerCase() : slug;
  return {
    sku,
    name,
    category,
    euroCents,
    url: `https://shop.example.com/products/${page}`,
    image_url: `https://cdn.example.com/images/${sku.toLowerCase()}.jpg`,
  };
}
