/**
 * A seeded source of chance: the same seed text always gives the same draws, on every version of Node.
 * Only integer and plain floating-point arithmetic is used, nothing whose last digit an engine may choose.
 */
export function createRandom(seed) {
  let state = hash(seed);

  // mulberry32
  function fraction() {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  }

  const integer = (least, most) => least + Math.floor(fraction() * (most - least + 1));
  const chance = (share) => fraction() < share;
  const pick = (list) => list[integer(0, list.length - 1)];
  const hex = (digits) => Array.from({ length: digits }, () => integer(0, 15).toString(16)).join('');

  return { fraction, integer, chance, pick, hex, weighted, sample, uuid };

  /** One of `list`, as likely as its `weight` says. */
  function weighted(list) {
    let left = fraction() * list.reduce((sum, { weight }) => sum + weight, 0);
    return list.find(({ weight }) => (left -= weight) < 0) ?? list[list.length - 1];
  }

  /** `count` different items of `list`, or all of them if there are fewer. */
  function sample(list, count) {
    const rest = [...list];
    const taken = [];
    while (taken.length < count && rest.length > 0)
      taken.push(...rest.splice(integer(0, rest.length - 1), 1));
    return taken;
  }

  function uuid() {
    return [hex(8), hex(4), `4${hex(3)}`, `${pick(['8', '9', 'a', 'b'])}${hex(3)}`, hex(12)].join('-');
  }
}

// FNV-1a
function hash(text) {
  let state = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) state = Math.imul(state ^ text.charCodeAt(at), 0x01000193);
  return state >>> 0;
}
