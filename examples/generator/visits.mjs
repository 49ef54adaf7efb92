import { group, identify, page } from './bodies.mjs';
import { read } from './reading.mjs';
import { followUp, shop } from './shopping.mjs';
import { sloppy } from './sloppy-values.mjs';
import { signUp, subscription } from './subscribing.mjs';
import { work } from './team-work.mjs';
import { second } from './times.mjs';

const purposes = [
  { weight: 34, go: shop },
  { weight: 9, go: followUp },
  { weight: 9, go: signUp },
  { weight: 40, go: subscription },
  { weight: 36, go: work },
  { weight: 12, go: read },
];

/**
 * Exactly `count` moments between two times, in order: who did what at which millisecond.
 * People come for a visit, do several things and leave; some come far more often than others.
 */
export function moments(random, groups, { fromMs, toMs, count }) {
  const found = [];
  while (found.length < count) {
    const { people } = random.weighted(groups);
    const visit = {
      person: people[Math.floor(random.fraction() * random.fraction() * people.length)],
      at: fromMs + Math.floor(random.fraction() * (toMs - fromMs)),
    };
    let at = visit.at;
    const { go } = random.weighted(purposes);
    for (const body of [...arrival(random, visit), ...go(random, visit)]) {
      found.push({ person: visit.person, at, body: random.chance(0.08) ? sloppy(random, body) : body });
      at += random.integer(2 * second, 70 * second) + random.integer(0, 999);
    }
  }
  return found.slice(0, count).sort((one, other) => one.at - other.at);
}

// What SDKs send by themselves at the beginning of a visit.
function arrival(random, { person }) {
  if (random.chance(0.14)) return [page('Home', '/')];
  const isNamed = person.kind !== 'anonymous' && person.kind !== 'lead';
  if (isNamed && random.chance(0.08)) return [identify(person)];
  if (isNamed && random.chance(0.04)) return [group(person)];
  return [];
}
