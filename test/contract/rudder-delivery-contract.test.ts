import { describe, expect, it } from '@jest/globals';
import { breachesOfDeletion, breachesOfProxy } from './rudder-delivery-contract';

describe('the contract of the proxy', () => {
  const metadata = [{ jobId: 1 }, { jobId: 2 }];
  const states = (statusCode: number) =>
    metadata.map((job) => ({ statusCode, metadata: job, error: 'said' }));
  const delivered = { status: 200, message: 'taken', response: states(200) };
  const failed = { status: 404, message: 'nobody', response: states(404), statTags: { a: 'b' } };

  it('holds for good answers', () => {
    expect([...breachesOfProxy(metadata, delivered), ...breachesOfProxy(metadata, failed)]).toEqual([]);
  });

  it.each([
    [{ ...delivered, response: states(200).slice(1) }, 'job 1 is lost'],
    [{ ...delivered, response: [...states(200), ...states(200).slice(1)] }, 'job 2 is extra'],
    [{ ...delivered, status: '200' }, 'status is no HTTP status', 'a job fares otherwise than its request'],
    [{ ...delivered, message: undefined }, 'message is no text'],
    [{ ...failed, response: states(200) }, 'a job fares otherwise than its request'],
    [
      { ...failed, response: failed.response.map((one) => ({ ...one, error: {} })) },
      'the error of a job is no text',
    ],
    [
      { ...failed, response: failed.response.map((one) => ({ ...one, statusCode: 0 })) },
      'the status of a job is no HTTP status',
    ],
    [{ ...failed, statTags: undefined }, 'an error that counts as a success'],
    [{ ...failed, statTags: { status: 404 } }, 'statTags are not all texts'],
    [{ ...failed, message: 'Request Processed Successfully' }, 'a failure is called a success'],
    [{ ...failed, status: 302 }, 'status is neither a success nor a failure'],
    [{ ...failed, response: states(302) }, 'the status of a job is neither a success nor a failure'],
  ])('%j: %s', (answer, ...breaches) => {
    const found = breachesOfProxy(metadata, answer);
    expect([...new Set(found)]).toEqual(expect.arrayContaining(breaches));
    expect(found.length).toBeGreaterThan(0);
  });
});

describe('the contract of a deletion', () => {
  const done = { statusCode: 200, status: 'successful' };
  const failed = { statusCode: 503, error: '1 of 2 were not deleted' };

  it.each([done, failed, { ...failed, statusCode: 400, authErrorCategory: 'AUTH_STATUS_INACTIVE' }])(
    'holds for %j',
    (answer) => {
      expect(breachesOfDeletion(answer)).toEqual([]);
    },
  );

  it.each([
    [undefined, 'statusCode is no HTTP status'],
    [[done], 'statusCode is no HTTP status'],
    [{ ...done, statusCode: '200' }, 'statusCode is no HTTP status'],
    [{ ...done, statusCode: 0 }, 'statusCode is no HTTP status'],
    [{ ...failed, statusCode: 202 }, 'a success that the server would ask for again'],
    [{ ...failed, statusCode: 404 }, 'a failure that means "destination not supported"'],
    [{ ...failed, statusCode: 405 }, 'a failure that means "destination not supported"'],
    [{ statusCode: 200 }, 'statusCode and status say different things'],
    [{ ...failed, status: 'successful' }, 'statusCode and status say different things'],
    [{ statusCode: 500 }, 'a failure without words'],
    [{ statusCode: 500, error: '' }, 'a failure without words'],
    [{ statusCode: 500, error: { said: 'no' } }, 'a failure without words'],
    [{ ...done, error: 'some were not deleted' }, 'a success with an error'],
    [{ ...done, authErrorCategory: 'REFRESH_TOKEN' }, 'a success with an error'],
    [{ ...failed, error: 'Request Processed Successfully' }, 'a failure is called a success'],
    [{ ...failed, authErrorCategory: 'BROKEN' }, 'authErrorCategory is none that the server knows'],
  ])('%j: %s', (answer, breach) => {
    expect(breachesOfDeletion(answer)).toEqual([breach]);
  });
});
