import { expect, it } from '@jest/globals';
import { DistinctTexts } from './distinct-texts';

it.each([
  { count: 10, because: 'a few are looked through' },
  { count: 24, because: 'these are the most that are' },
  { count: 25, because: 'from here on there is a map' },
  { count: 100, because: 'what comes after the map was made is in it too' },
])('$count texts are found where they were added: $because', ({ count }) => {
  const texts = Array.from({ length: count }, (_, at) => `key ${at}`);
  const distinct = new DistinctTexts();
  for (const text of texts) distinct.add(text);
  expect(texts.map((text) => distinct.positionOf(text))).toEqual(texts.map((_, at) => at));
  expect(distinct.positionOf('another')).toBeUndefined();
});
