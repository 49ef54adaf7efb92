import { productAdded } from './shopping.mjs';
import { documentUploaded } from './team-work.mjs';

// Things people do several of at a time.
const again = { 'Product Added': productAdded, 'Document Uploaded': documentUploaded };

/**
 * `count` of the moments get a twin: the same person, name and second, other properties.
 * Returns all moments in order, and the twins' places.
 */
export function withNamesakes(random, moments, count) {
  const suited = moments.filter(({ body, person }) => body.event in again && person.kind === 'known');
  const chosen = new Set(random.sample(suited, count));
  const all = [];
  const places = new Set();
  for (const moment of moments) {
    all.push(moment);
    if (!chosen.has(moment)) continue;
    all.push({ ...moment, at: laterInTheSecond(moment.at), body: another(random, moment) });
    places.add(all.length - 2).add(all.length - 1);
  }
  return { moments: all, places };
}

function another(random, moment) {
  const before = JSON.stringify(moment.body);
  let body = again[moment.body.event](random, moment);
  while (JSON.stringify(body) === before) body = again[moment.body.event](random, moment);
  return body;
}

const laterInTheSecond = (ms) => ms + Math.floor((999 - (ms % 1000)) / 2);
