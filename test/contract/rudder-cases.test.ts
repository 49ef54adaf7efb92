import { process, processRouterDest } from '@intercom-destination/rudder-destination';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { BaseError } from '@rudderstack/integrations-lib/build/errors';
import { createFolder } from '../lifetime/folder';
import { setVariable } from '../lifetime/variable';
import { loadCases, type MappingCase } from './load-cases';
import { breachesOfError, breachesOfInput, breachesOfProcess, breachesOfRouter } from './rudder-contract';
import { frozenDestination, rudderInput } from './rudder-inputs';
import { toRudderSettings } from './rudder-settings';

const cases = loadCases().map((each, at) => ({
  ...each,
  id: `case-${at}`,
  ...toRudderSettings(each.settings),
}));
type Case = (typeof cases)[number];

beforeAll(() => {
  const settings = JSON.stringify(Object.fromEntries(cases.map((each) => [each.id, each.file])));
  setVariable('INTERCOM_DESTINATION_SETTINGS', createFolder().write('settings.json', settings));
});

describe('each case of the mapping gives what core gives', () => {
  it.each(cases)('as a single event: $because', (each) => {
    const input = rudderInput(each.call, 1, frozenDestination(each.Config, each.id));
    const before = JSON.stringify(input);
    const came = processOne(input);
    expect(breachesOfInput(before, input)).toEqual([]);
    expectCase(each, came);
  });

  it.each(cases)('among others: $because', async (each) => {
    const destination = frozenDestination(each.Config, each.id);
    const neighbours = frozenDestination();
    const inputs = [
      rudderInput(NEIGHBOUR, 1, neighbours),
      rudderInput(each.call, 2, destination),
      rudderInput(NEIGHBOUR, 3, neighbours),
    ];
    const before = JSON.stringify(inputs);
    const outputs = await processRouterDest(inputs);
    expect(breachesOfRouter(inputs, outputs)).toEqual([]);
    expect(breachesOfInput(before, inputs)).toEqual([]);
    const [first, own, last] = outputs;
    expect([first?.statusCode, last?.statusCode]).toEqual([200, 200]);
    if (own === undefined) throw new Error('There is no item.');
    expect(own.destination).toBe(destination);
    expectCase(
      each,
      'batchedRequest' in own
        ? { body: own.batchedRequest.body.JSON, fallbacks: fallbacksOf(own.metadata[0]?.destInfo) }
        : { status: own.statusCode, message: own.error },
    );
  });
});

const NEIGHBOUR = { type: 'track', event: 'neighbour', userId: 'n', timestamp: '2024-01-01T00:00:00Z' };

type Came =
  | { readonly body: Readonly<Record<string, unknown>>; readonly fallbacks?: unknown }
  | { readonly status: number; readonly message: string };

function processOne(input: Parameters<typeof process>[0]): Came {
  try {
    const request = process(input);
    expect(breachesOfProcess(input, request)).toEqual([]);
    return { body: request.body.JSON };
  } catch (error) {
    if (!(error instanceof BaseError)) throw error;
    expect([...breachesOfError(error), ...breachesOfProcess(input, undefined)]).toEqual([]);
    return { status: error.status, message: error.message };
  }
}

function expectCase({ expected }: Case & MappingCase, came: Came): void {
  if (!expected.ok) {
    const status = expected.refusal === 'skipped_by_rule' ? 298 : 400;
    expect(came).toEqual({ status, message: expect.any(String) });
    return;
  }
  if (!('body' in came)) throw new Error(came.message);
  expect(came.body).toEqual(expected.dataEvent);
  const keys = (body: Readonly<Record<string, unknown>>) => Object.keys(body['metadata'] ?? {});
  expect(keys(came.body)).toEqual(keys(expected.dataEvent));
  if ('fallbacks' in came) expect(came.fallbacks ?? []).toEqual(expected.identity.fallbacks);
}

function fallbacksOf(destInfo: unknown): unknown {
  return (destInfo as { intercomEvents?: { fallbacks?: unknown } } | undefined)?.intercomEvents?.fallbacks;
}
