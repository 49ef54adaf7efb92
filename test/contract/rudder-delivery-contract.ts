import { asJson, breachesOfJobs, breachesOfTags, isStatus, isSuccess, overJson } from './rudder-answer';

/** What breaks the contract in the answer to a delivery by proxy for the jobs with these metadata. */
export function breachesOfProxy(metadata: readonly unknown[], given: unknown): string[] {
  const answer = asJson(overJson(given));
  const states: readonly unknown[] = Array.isArray(answer['response']) ? answer['response'] : [];
  const isDone = isSuccess(answer['status']);
  return [
    ...breachesOfStatus('status', answer['status']),
    ...(typeof answer['message'] === 'string' ? [] : ['message is no text']),
    ...breachesOfJobs(
      metadata.map((job) => asJson(job)['jobId']),
      states.map((state) => ({ metadata: [asJson(state)['metadata']] })),
    ),
    ...states.flatMap((state) => {
      const { statusCode, error } = asJson(state);
      return [
        ...breachesOfStatus('the status of a job', statusCode),
        ...(typeof error === 'string' ? [] : ['the error of a job is no text']),
        ...(isSuccess(statusCode) === isDone ? [] : ['a job fares otherwise than its request']),
      ];
    }),
    ...(isDone ? [] : breachesOfTags(answer['statTags'])),
    ...(!isDone && isCalledSuccess(answer['message']) ? ['a failure is called a success'] : []),
  ];
}

/**
 * What breaks it in the answer of `processDeleteUsers`, whose status becomes that of the transformer's answer. Source:
 * rudder-server, `regulation-worker/internal/delete/api`.
 */
export function breachesOfDeletion(given: unknown): string[] {
  const { statusCode, status, error, authErrorCategory } = asJson(overJson(given));
  if (!isStatus(statusCode)) return ['statusCode is no HTTP status'];
  const isDone = statusCode === 200;
  return [
    ...(isSuccess(statusCode) && !isDone ? ['a success that the server would ask for again'] : []),
    ...(statusCode === 404 || statusCode === 405 ? ['a failure that means "destination not supported"'] : []),
    ...(isDone === (status === 'successful') ? [] : ['statusCode and status say different things']),
    ...(isDone || (typeof error === 'string' && error !== '') ? [] : ['a failure without words']),
    ...(isDone && (error !== undefined || authErrorCategory !== undefined)
      ? ['a success with an error']
      : []),
    ...(!isDone && isCalledSuccess(error) ? ['a failure is called a success'] : []),
    ...(authErrorCategory === undefined || AUTH_ERRORS.includes(authErrorCategory)
      ? []
      : ['authErrorCategory is none that the server knows']),
  ];
}

const AUTH_ERRORS: readonly unknown[] = ['REFRESH_TOKEN', 'AUTH_STATUS_INACTIVE'];

/** Under any other status the server drops the job without a word. */
function breachesOfStatus(name: string, status: unknown): string[] {
  if (!isStatus(status)) return [`${name} is no HTTP status`];
  return isSuccess(status) || status >= 400 ? [] : [`${name} is neither a success nor a failure`];
}

function isCalledSuccess(said: unknown): boolean {
  return /success/i.test(String(said));
}
