/** The same call as hasty code sends it: a number as text, a value lost on the way, a debug key left behind. */
export function sloppy(random, body) {
  if (body.type !== 'track') return body;
  const properties = { ...body.properties };
  const key = random.pick(Object.keys(properties));
  const value = properties[key];
  if (typeof value === 'number' && random.chance(0.7)) properties[key] = String(value);
  else if (typeof value === 'boolean') properties[key] = value ? 'yes' : 'no';
  else properties[key] = random.pick([null, '', '   ']);
  if (random.chance(0.4)) properties['debug.trace id'] = random.hex(6);
  return { ...body, properties };
}
