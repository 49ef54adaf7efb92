import { describe, expect, it } from '@jest/globals';
import type { ResponseParams } from '../network-handler';
import type { ProxyRequest, TransformInput } from '../rudder-types';
import { isOurDelivery, isOurEvent } from './is-ours';
import { networkHandlerTakeOver } from './network-handler';
import type { NetworkHandler, OwnModule } from './own-module';
import { workflowTakeOver, type Workflow } from './workflow';

const ids = new Set(['chosen']);

describe('isOurEvent', () => {
  it.each([
    { type: 'track', ID: 'chosen', isOurs: true, because: 'track calls of chosen destinations are' },
    { type: 'Track', ID: 'chosen', isOurs: true, because: 'case says nothing' },
    { type: 'identify', ID: 'chosen', isOurs: false, because: 'contacts stay with the built-in one' },
    { type: 'REST', ID: 'chosen', isOurs: false, because: 'it is transformed already' },
    { type: undefined, ID: 'chosen', isOurs: false, because: 'the built-in one says what is wrong' },
    { type: 'track', ID: 'other', isOurs: false, because: 'it was not chosen' },
  ])('$type of $ID: $because', ({ type, ID, isOurs }) => {
    expect(isOurEvent(event(1, type, ID), ids)).toBe(isOurs);
  });

  it.each([
    [undefined],
    [null],
    ['track'],
    [{}],
    [{ message: null }],
    [{ message: { type: 'track' } }],
    [{ message: { type: 'track' }, metadata: null, destination: null }],
    [{ message: { type: 'track' }, destination: { ID: ['chosen'] } }],
  ])('is never that of an odd one: %j', (odd) => {
    expect(isOurEvent(odd, ids)).toBe(false);
  });
});

describe('isOurDelivery', () => {
  const metadata = [{ destinationId: 'chosen' }];
  it.each([
    { delivery: { endpoint: 'https://api.intercom.io/events', metadata }, isOurs: true },
    { delivery: { endpoint: 'http://localhost:1/proxy/events', metadata }, isOurs: true },
    { delivery: { endpoint: 'https://api.intercom.io/contacts/5', metadata }, isOurs: false },
    {
      delivery: { endpoint: 'https://api.intercom.io/events', metadata: [{ destinationId: 'x' }] },
      isOurs: false,
    },
    { delivery: { endpoint: 'https://api.intercom.io/events', metadata: [] }, isOurs: false },
    { delivery: { metadata }, isOurs: false },
    { delivery: { endpoint: 5, metadata }, isOurs: false },
    { delivery: { endpoint: 'https://api.intercom.io/events', metadata: [null] }, isOurs: false },
    { delivery: null, isOurs: false },
    {
      delivery: { endpoint: 'https://api.intercom.io/events', metadata: { destinationId: 'chosen' } },
      isOurs: true,
    },
  ])('$delivery: $isOurs', ({ delivery, isOurs }) => {
    expect(isOurDelivery(delivery, ids)).toBe(isOurs);
  });
});

describe('the workflow', () => {
  const mixed = [event(1, 'track', 'chosen'), event(2, 'identify', 'chosen')];

  it('keeps our answers where the built-in one throws for all of its events', async () => {
    const fault = Object.assign(new Error('no workflow'), { status: 400, statTags: { errorType: 'x' } });
    const run = workflowTakeOver(ownModule())(() => Promise.reject(fault), ['chosen']);
    expect(await run('INTERCOM', mixed, 'router', {})).toEqual([
      { by: 'ours', metadata: [{ jobId: 1, destinationId: 'chosen' }] },
      {
        metadata: [{ jobId: 2, destinationId: 'chosen' }],
        destination: { ID: 'chosen', Config: {} },
        batched: false,
        statusCode: 400,
        error: 'no workflow',
        statTags: { errorType: 'x' },
      },
    ]);
  });

  it.each<{ because: string; builtIn: Workflow; error: string }>([
    {
      because: 'throws at once',
      builtIn: () => {
        throw new Error('at once');
      },
      error: 'at once',
    },
    {
      because: 'gives no list',
      builtIn: () => Promise.resolve(undefined),
      error: 'the built-in way gave no list',
    },
    // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors
    { because: 'rejects with nothing', builtIn: () => Promise.reject(null), error: 'unknown error' },
  ])(
    'keeps our answers where the built-in one $because, and beside odd events',
    async ({ builtIn, error }) => {
      const run = workflowTakeOver(ownModule())(builtIn, ['chosen']);
      const odd = [null, event(1, 'track', 'chosen'), {}] as TransformInput[];
      expect(await run('INTERCOM', odd, 'router', {})).toEqual([
        { by: 'ours', metadata: [{ jobId: 1, destinationId: 'chosen' }] },
        {
          metadata: [{}, {}],
          destination: {},
          batched: false,
          statusCode: 500,
          error,
          statTags: { errorCategory: 'platform' },
        },
      ]);
    },
  );

  it('throws as the built-in one does where no event is ours', async () => {
    const run = workflowTakeOver(ownModule())(() => Promise.reject(new Error('no workflow')), ['chosen']);
    await expect(run('intercom', [event(1, 'group', 'chosen')], 'router')).rejects.toThrow('no workflow');
  });

  it('does not ask the built-in one where every event is ours', async () => {
    const run = workflowTakeOver(ownModule())(() => Promise.reject(new Error('asked')), ['chosen']);
    expect(await run('intercom', [event(1, 'track', 'chosen')], 'router')).toHaveLength(1);
  });

  it('hands on everything that it was given', async () => {
    const given: unknown[][] = [];
    const run = workflowTakeOver(ownModule())(
      (...parameters) => {
        given.push(parameters);
        return Promise.resolve([]);
      },
      ['chosen'],
    );
    await run('braze', mixed, 'router', { n: 1 }, { b: 2 });
    await run('intercom', mixed, 'batch', { n: 1 });
    await run('intercom', mixed, 'router', { n: 1 }, { b: 2 });
    expect(given).toEqual([
      ['braze', mixed, 'router', { n: 1 }, { b: 2 }],
      ['intercom', mixed, 'batch', { n: 1 }],
      ['intercom', [mixed[1]], 'router', { n: 1 }, { b: 2 }],
    ]);
  });
});

describe('the network handler', () => {
  const metadata = [{ destinationId: 'chosen' }];
  const ours = { endpoint: 'https://api.intercom.io/events', metadata } as unknown as ProxyRequest;
  const theirs = { ...ours, endpoint: 'https://api.intercom.io/contacts' };
  const params = {
    destinationResponse: {},
    rudderJobMetadata: metadata,
    destType: 'intercom',
  } as unknown as ResponseParams;

  it.each([
    { version: 'v0' as const, request: ours, answer: 'ours' },
    { version: 'v1' as const, request: ours, answer: 'ours' },
    { version: 'v1' as const, request: theirs, answer: 'built-in' },
    {
      version: 'v0' as const,
      request: theirs,
      answer: {
        status: 200,
        message: 'fine',
        authErrorCategory: 'none',
        response: [{ error: '{"a":1}', statusCode: 200, metadata: metadata[0] }],
      },
    },
  ])('of version $version, for $request.endpoint', ({ version, request, answer }) => {
    const answered =
      version === 'v0'
        ? {
            status: 200,
            message: 'fine',
            authErrorCategory: 'none',
            destinationResponse: { response: { a: 1 } },
          }
        : 'built-in';
    const Handler = networkHandlerTakeOver(ownModule())(handlerOf('built-in', answered), version, ['chosen']);
    const handler = new Handler();
    expect(handler.proxy(request, 'intercom')).toBe(request === ours ? 'ours sent' : 'built-in sent');
    expect(handler.processAxiosResponse('x')).toBe(request === ours ? 'ours x' : 'built-in x');
    expect(handler.responseHandler(params)).toEqual(answer);
  });
});

function event(jobId: number, type: unknown, ID: string): TransformInput {
  return { message: { type }, metadata: { jobId, destinationId: ID }, destination: { ID, Config: {} } };
}

function ownModule(): OwnModule {
  return {
    process: () => 'ours',
    processRouterDest: (events) =>
      Promise.resolve(events.map(({ metadata }) => ({ by: 'ours', metadata: [metadata] }))),
    networkHandler: handlerOf('ours', 'ours'),
  };
}

function handlerOf(name: string, answer: unknown): new () => NetworkHandler {
  return class {
    prepareProxy() {
      return name;
    }
    proxy() {
      return `${name} sent`;
    }
    processAxiosResponse(response: unknown) {
      return `${name} ${String(response)}`;
    }
    responseHandler() {
      return answer;
    }
  };
}
