import { expect, it } from '@jest/globals';
import { everyIdentifier } from './every-identifier';

it('takes as many external ids and integrations as a call has', () => {
  const many = 200_000;
  const externalIds = Array.from({ length: many }, (_, at) => ({ id: at }));
  const integrations = Object.fromEntries(externalIds.map((entry, at) => [`Host ${at}`, entry]));
  expect(everyIdentifier({ userId: 'u1', context: { externalIds }, integrations })).toHaveLength(
    1 + 2 * many,
  );
});
