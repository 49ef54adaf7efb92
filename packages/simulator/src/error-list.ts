import { ACTIVE_EVENT_NAMES_MAX } from './limits';
import type { Permission } from './permissions';

/** One refusal as Intercom words it. */
export interface ApiError {
  readonly status: number;
  readonly code: string;
  readonly message: string;
}

/** The body of every error. Doc, "Error objects". */
export function errorListBody(error: ApiError, requestId: string | null): string {
  return JSON.stringify({
    type: 'error.list',
    request_id: requestId,
    errors: [{ code: error.code, message: error.message }],
  });
}

// Recorded unless a comment says otherwise.

export const missingData: ApiError = {
  status: 400,
  code: 'parameter_not_found',
  message: 'missing data parameter',
};

/** The code is documented, the text assumed. */
export const notJson: ApiError = { status: 400, code: 'parameter_invalid', message: 'invalid JSON' };

/** A value the simulator has been switched to refuse: code and text assumed. */
export function invalidParameter(message: string): ApiError {
  return { status: 400, code: 'parameter_invalid', message };
}

export function unpermittedParameters(names: readonly string[], code: string): ApiError {
  const list = names.map((name) => `:${name}`).join(', ');
  return {
    status: 400,
    code,
    message: `found unpermitted parameter${names.length === 1 ? '' : 's'}: ${list}`,
  };
}

export const leadFromUser: ApiError = {
  status: 400,
  code: 'client_error',
  message: "Contact with user role can't be converted to a lead",
};

/** Doc, "List all contacts" 2.4. */
export const invalidStartingAfter: ApiError = {
  status: 400,
  code: 'client_error',
  message:
    'Invalid starting_after param. Please try again using a starting_after value from a paginated response',
};

export const badTokenErrors = {
  unauthorized: { status: 401, code: 'unauthorized', message: 'Access Token Invalid' },
  token_not_found: { status: 401, code: 'token_not_found', message: 'Unauthorized' },
} as const satisfies Record<string, ApiError>;

export const tokenUnauthorized: ApiError = {
  status: 401,
  code: 'token_unauthorized',
  message: 'Not authorized to access resource',
};

/** Doc, "Error codes"; what stands between the brackets is assumed. */
export function scopeRequired(permission: Permission): ApiError {
  return {
    status: 403,
    code: 'forbidden',
    message: `You do not have the required scope (${permission}) to access this resource`,
  };
}

/** The simulator's own: it answers nobody who reached it under another name than a loopback one. */
export const foreignHost: ApiError = {
  status: 403,
  code: 'forbidden',
  message: 'The simulator answers requests to localhost or 127.0.0.1 only.',
};

export const userNotFound: ApiError = { status: 404, code: 'not_found', message: 'User Not Found' };

/** Text assumed. */
export const noSuchResource: ApiError = {
  status: 404,
  code: 'not_found',
  message: 'The requested resource was not found',
};

export const notAcceptable: ApiError = {
  status: 406,
  code: 'media_type_not_acceptable',
  message: 'The Accept header should send a media type of application/json',
};

export function contactExists(id: string, archived: boolean): ApiError {
  const which = archived ? 'An archived contact' : 'A contact';
  return {
    status: 409,
    code: 'conflict',
    message: `${which} matching those details already exists with id=${id}`,
  };
}

/** Recorded on the old /users; assumed for /events. */
export function ambiguousEmail(email: string): ApiError {
  return {
    status: 409,
    code: 'conflict',
    message: `Multiple existing users match this email address ${email} - must be more specific using user_id`,
  };
}

/** Code documented for 2.16, text assumed. */
export const contactMerged: ApiError = {
  status: 410,
  code: 'contact_merged',
  message: 'Contact has been merged',
};

/** The simulator's own: Intercom's limit, and its words, are unknown. */
export const bodyTooLarge: ApiError = {
  status: 413,
  code: 'client_error',
  message: 'Request body too large',
};

export function tooManyEventNames(limit: number): ApiError {
  return { status: 422, code: '422', message: `Cannot have more than ${limit} active event names` };
}

export function rateLimitExceeded(limit: number): ApiError {
  return {
    status: 429,
    code: 'rate_limit_exceeded',
    message: `Exceeded rate limit of ${limit} in 10_seconds`,
  };
}

export const serverError: ApiError = { status: 500, code: 'server_error', message: 'Server Error' };

/** What Intercom says with a status, for faults that name only the status. */
export function usualError(status: number, rateLimit: number): ApiError {
  switch (status) {
    case 400:
      return { status, code: 'bad_request', message: 'Bad Request' };
    case 401:
      return badTokenErrors.unauthorized;
    case 403:
      return { status, code: 'api_plan_restricted', message: 'Active subscription needed.' };
    case 404:
      return userNotFound;
    case 406:
      return notAcceptable;
    case 408:
      return {
        status,
        code: 'request_timeout',
        message: 'The server would not wait any longer for the client',
      };
    case 422:
      return tooManyEventNames(ACTIVE_EVENT_NAMES_MAX);
    case 429:
      return rateLimitExceeded(rateLimit);
    case 500:
      return serverError;
    case 502:
    case 503:
      return {
        status,
        code: 'service_unavailable',
        message: 'Sorry, the API service is temporarily unavailable',
      };
    case 504:
      return {
        status,
        code: 'server_timeout',
        message: 'Sorry, the API service is temporarily unavailable',
      };
    default:
      return { status, code: status >= 500 ? 'server_error' : 'client_error', message: `Status ${status}` };
  }
}
