import { networkHandler, type ProxyRequest } from '@intercom-destination/rudder-destination';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { deliverByProxy } from '../../../packages/rudder-destination/src/deliver-by-proxy';
import { ProxiedDelivery } from '../../../packages/rudder-destination/src/network-handler';
import { breachesOfProxy } from '../../contract/rudder-delivery-contract';
import { holdTime } from '../../lifetime/time';
import { until } from '../../lifetime/until';
import { startStandIn } from '../stand-in';
import { openScene, type Scene } from './scene';

let scene: Scene;

beforeEach(async () => {
  scene = await openScene();
});

const jobs = [
  { jobId: 1, destinationId: 'd1', workspaceId: 'w1' },
  { jobId: 2, destinationId: 'd1', workspaceId: 'w1' },
];

function requestTo(url: string, changed: object = {}): ProxyRequest {
  return {
    version: '1',
    type: 'REST',
    method: 'POST',
    endpoint: `${url}/events`,
    userId: 'u1',
    headers: { Authorization: 'Bearer simulator-token', 'Intercom-Version': '2.14' },
    params: {},
    files: {},
    body: {
      JSON: { event_name: 'X', created_at: 1767225600, user_id: 'u1' },
      JSON_ARRAY: {},
      XML: {},
      FORM: {},
    },
    metadata: jobs,
    destinationConfig: { apiKey: 'simulator-token', missingContact: 'give_up' },
    ...changed,
  };
}

async function deliver(request: ProxyRequest) {
  return toAnswer(request, await new networkHandler().proxy(request));
}

function toAnswer(request: ProxyRequest, delivery: ProxiedDelivery) {
  const handler = new networkHandler();
  const answer = handler.responseHandler({
    destinationResponse: handler.processAxiosResponse(delivery),
    rudderJobMetadata: request.metadata,
    destType: 'intercom_events',
  });
  expect(breachesOfProxy(request.metadata, answer)).toEqual([]);
  return answer;
}

describe('a delivery by proxy', () => {
  it('says of every job that shares the request how it fared', async () => {
    expect(await deliver(requestTo(scene.simulator.url))).toEqual({
      status: 200,
      message: 'Intercom has taken the event.',
      response: jobs.map((metadata) => ({
        statusCode: 200,
        metadata,
        error: 'Intercom has taken the event.',
      })),
    });
  });

  it('tells what Intercom said, without the person, and counts as what it is', async () => {
    const message = 'Bad u1 and ada@example.com';
    scene.simulator.addFault({ kind: 'status', status: 400, code: 'parameter_invalid', message });
    const answer = await deliver(requestTo(scene.simulator.url));
    expect(answer).toMatchObject({
      status: 400,
      statTags: {
        errorCategory: 'network',
        errorType: 'aborted',
        destType: 'INTERCOM_EVENTS',
        module: 'destination',
        implementation: 'native',
        feature: 'dataDelivery',
        destinationId: 'd1',
        workspaceId: 'w1',
      },
    });
    expect(answer.response[0]?.error).toContain('Intercom says: parameter_invalid: Bad … and …');
  });

  it.each([
    { status: 429, errorType: 'throttled' },
    { status: 500, errorType: 'retryable' },
    { status: 401, errorType: 'aborted' },
    { status: 404, errorType: 'aborted' },
  ])('a $status counts as $errorType', async ({ status, errorType }) => {
    scene.simulator.addFault({ kind: 'status', status });
    expect(await deliver(requestTo(scene.simulator.url))).toMatchObject({ status, statTags: { errorType } });
  });

  it('has a connected account looked after where its token is refused, and no other', async () => {
    const headers = { Authorization: 'Bearer old' };
    expect(await deliver(requestTo(scene.simulator.url, { headers }))).not.toHaveProperty(
      'authErrorCategory',
    );
    const metadata = jobs.map((job) => ({ ...job, secret: { accessToken: 'old' } }));
    expect(await deliver(requestTo(scene.simulator.url, { headers, metadata }))).toMatchObject({
      status: 401,
      authErrorCategory: 'AUTH_STATUS_INACTIVE',
    });
  });

  it('a name too many, an ambiguous email, an archived contact: each is told in its own words', async () => {
    scene.simulator.addFault({
      kind: 'status',
      status: 422,
      code: '422',
      message: 'Cannot have more than 120 active event names',
      times: 1,
    });
    expect(await deliver(requestTo(scene.simulator.url))).toMatchObject({
      status: 422,
      message: expect.stringContaining('120 event names'),
    });
    scene.simulator.addFault({ kind: 'status', status: 409, times: 1 });
    expect(await deliver(requestTo(scene.simulator.url))).toMatchObject({
      status: 409,
      message: expect.stringContaining('Several Intercom contacts'),
    });
  });

  it.each([
    { changed: { body: { JSON: { event_name: 'X' } } }, says: 'created_at' },
    { changed: { body: undefined }, says: 'data event' },
    { changed: { headers: {} }, says: 'does not submit an event' },
    { changed: { endpoint: 'https://api.intercom.io/contacts' }, says: 'does not submit an event' },
  ])('a request of another make is not sent: $says', async ({ changed, says }) => {
    expect(await deliver(requestTo(scene.simulator.url, changed))).toMatchObject({
      status: 400,
      message: expect.stringContaining(says),
    });
    expect(scene.simulator.statistics().requests).toBe(0);
  });

  it('goes on where the settings cannot be read any more', async () => {
    const destinationConfig = { keyLimit: 'many' };
    expect(await deliver(requestTo(scene.simulator.url, { destinationConfig }))).toMatchObject({
      status: 200,
    });
  });

  it('passes over identifiers on the way that are none', async () => {
    const destInfo = {
      intercomEvents: {
        fallbacks: [5, { by: 'phone', value: '1' }, { by: 'email', value: 'two@example.com' }],
      },
    };
    const JSON = { event_name: 'X', created_at: 1767225600, user_id: 'nobody' };
    const metadata = jobs.map((job) => ({ ...job, destInfo }));
    expect(await deliver(requestTo(scene.simulator.url, { body: { JSON }, metadata }))).toMatchObject({
      status: 200,
    });
    expect(scene.simulator.statistics().requests).toBe(2);
  });
});

describe('an answer that seldom comes', () => {
  const missing = '{"type":"error.list","errors":[{"code":"not_found","message":"User Not Found"}]}';

  it.each([
    {
      because: 'a search that is not there says nothing of the contact',
      answers: { '/events': [404, missing], '/contacts/search': [404, missing] },
      told: { status: 500, statTags: { errorType: 'retryable' }, message: '404' },
    },
    {
      because: 'a yes with errors has stored nothing',
      answers: { '/events': [200, '{"type":"error.list","errors":[{"code":"server_error"}]}'] },
      told: { status: 500, statTags: { errorType: 'retryable' }, message: 'server_error' },
    },
    {
      because: 'a redirect may pass, and its address shows what stands in the way',
      answers: { '/events': [302, '', { Location: 'https://login.example.com/in?s=1' }] },
      told: { status: 500, statTags: { errorType: 'retryable' }, message: 'https://login.example.com/in,' },
    },
    {
      because: 'a missing permission is not an unknown token',
      answers: { '/events': [403, ''] },
      told: { status: 401, statTags: { errorType: 'aborted' }, message: '(403)' },
    },
    {
      because: 'the event is too large, which 400 alone does not say',
      answers: { '/events': [413, ''] },
      told: { status: 400, statTags: { errorType: 'aborted' }, message: '(413)' },
    },
    {
      because: 'a field is at fault, which 400 alone does not say',
      answers: { '/events': [422, ''] },
      told: { status: 400, statTags: { errorType: 'aborted' }, message: '(422)' },
    },
  ] as const satisfies readonly SeldomAnswer[])('$because', async ({ answers, told }) => {
    const given = new Map<string, Answer>(Object.entries(answers));
    const asked = await startStandIn((response, { path }) => {
      const [status, body, headers] = given.get(path) ?? [500, ''];
      response.writeHead(status, headers).end(body);
    });
    const JSON = { event_name: 'X', created_at: 1767225600, email: 'ada@example.com' };
    const answer = await deliver(requestTo(asked.url, { body: { JSON } }));
    expect(answer).toMatchObject({ ...told, message: expect.stringContaining(told.message) });
    expect(asked.requests.map(({ path }) => path)).toEqual([...given.keys()]);
  });
});

type Answer = readonly [status: number, body: string, headers?: Readonly<Record<string, string>>];

interface SeldomAnswer {
  readonly because: string;
  /** By path, in the order in which they are asked. */
  readonly answers: Readonly<Record<string, Answer>>;
  readonly told: { readonly status: number; readonly statTags: object; readonly message: string };
}

describe('an event at the end of its time', () => {
  it.each([
    {
      when: 'before Intercom is asked',
      budgetMs: 0,
      status: 504,
      says: 'no event was stored',
      requests: 0,
    },
    {
      when: 'while Intercom is asked',
      budgetMs: 30_000,
      status: 500,
      says: 'may have stored the event',
      requests: 1,
    },
  ])('is tried again, ended $when', async ({ budgetMs, status, says, requests }) => {
    const asked = await startStandIn(() => undefined);
    const time = holdTime();
    const request = requestTo(asked.url);
    // A request's own limit comes later.
    const delivered = deliverByProxy(request, { budgetMs, requestTimeoutMs: 2 * budgetMs });
    await until('Intercom is asked', () => asked.requests.length === requests);
    const ended = await time.endOf(delivered, budgetMs);
    const answer = toAnswer(request, new ProxiedDelivery(ended));
    expect(answer).toMatchObject({
      status,
      message: expect.stringContaining(says),
      statTags: { errorType: 'retryable' },
    });
    expect(asked.requests).toHaveLength(requests);
  });
});

describe('an answer to what somebody else has sent', () => {
  const handler = new networkHandler();
  const notFound = {
    type: 'error.list',
    request_id: 'r1',
    errors: [{ code: 'not_found', message: 'User u1 Not Found' }],
  };

  it.each([
    { status: 202, response: '', is: 200 },
    { status: 404, response: notFound, is: 404 },
    { status: 429, response: {}, is: 429 },
    { status: 503, response: '<html>', is: 503 },
    { status: 302, response: '', is: 500 },
    { status: 401, response: {}, is: 401 },
  ])('$status is told as $is', ({ status, response, is }) => {
    const answer = handler.responseHandler({
      destinationResponse: { status, response },
      rudderJobMetadata: jobs,
      destType: 'intercom_events',
      destinationRequest: requestTo('https://api.intercom.io'),
    });
    expect(breachesOfProxy(jobs, answer)).toEqual([]);
    expect(answer.response.map(({ statusCode }) => statusCode)).toEqual([is, is]);
    expect(JSON.stringify(answer)).not.toContain('u1 Not Found');
  });

  it.each([
    { given: { success: true, response: { status: 202, data: '' } }, status: 202 },
    { given: { success: false, response: { response: { status: 404, data: notFound } } }, status: 404 },
    { given: { success: false, response: { code: 'ENOTFOUND' } }, status: 500 },
    { given: { success: false }, status: 500 },
  ])("of RudderStack's own client is read: $given", ({ given, status }) => {
    expect(handler.processAxiosResponse(given)).toMatchObject({ status });
  });

  it("is prepared as RudderStack's own client would send it", () => {
    const request = requestTo('https://api.intercom.io');
    expect(handler.prepareProxy(request)).toEqual({
      endpoint: 'https://api.intercom.io/events',
      data: request.body.JSON,
      params: {},
      headers: { ...request.headers, 'User-Agent': 'RudderLabs' },
      method: 'POST',
    });
  });
});
