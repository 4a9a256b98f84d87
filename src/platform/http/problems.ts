/**
 * Every way a request can be refused. The key becomes the last part of the `type` URI of an RFC 9457 problem; clients
 * match on it, so a key is never renamed. Titles never vary; detail does. Three families are kept apart everywhere:
 * *refused* (4xx: the caller's input), *could not look* (502, 503: try again), *is wrong* (evidence of damage).
 */
export const PROBLEMS = {
  'malformed-request': { status: 400, title: 'The request cannot be read' },
  'not-signed-in': { status: 401, title: 'Sign in first' },
  'not-allowed': { status: 403, title: 'Your role does not allow this' },
  'not-enrolled': { status: 403, title: 'You have no second factor yet' },
  'code-missing': { status: 403, title: 'This needs a code of your second factor' },
  'code-wrong': { status: 403, title: 'This code is not right' },
  'code-used': { status: 403, title: 'This code has been used' },
  'not-found': { status: 404, title: 'No such thing, or not yours to see' },
  'under-hold': { status: 409, title: 'The item is under a hold' },
  'wrong-state': { status: 409, title: 'Not possible in the present state' },
  'already-exists': { status: 409, title: 'This exists already' },
  'no-disposition': { status: 409, title: 'No executed disposition names this item' },
  destroyed: { status: 410, title: 'Destroyed by disposition' },
  'link-ended': { status: 410, title: 'This link has ended' },
  'changed-meanwhile': { status: 412, title: 'Somebody else has changed this meanwhile' },
  'too-large': { status: 413, title: 'More than can be taken' },
  'range-outside': { status: 416, title: 'The file is not that long' },
  'invalid-input': { status: 422, title: 'The request does not make sense' },
  'not-an-account': { status: 422, title: 'This is not a social-media account Akta can archive' },
  'address-refused': { status: 422, title: 'This address may not be contacted' },
  'search-stopped': { status: 503, title: 'The search took too long' },
  'idempotency-mismatch': { status: 422, title: 'The same Idempotency-Key was used with another body' },
  'precondition-missing': { status: 428, title: 'Say which version you have seen' },
  'rate-limited': { status: 429, title: 'Too many requests' },
  'platform-refused': { status: 502, title: 'The platform refused' },
  'platform-unavailable': { status: 503, title: 'The platform did not answer' },
  'store-unavailable': { status: 503, title: 'The object store did not answer' },
  'index-unavailable': { status: 503, title: 'The search index did not answer' },
  'integrity-failure': { status: 500, title: 'Stored evidence is not what was recorded' },
} as const;

export type ProblemKey = keyof typeof PROBLEMS;

/** One fault of an input: a JSON pointer to the field, and a sentence for the person who filled it in. */
export interface InputFault {
  readonly pointer: string;
  readonly text: string;
}

export class Refusal extends Error {
  override readonly name = 'Refusal';

  constructor(
    readonly problem: ProblemKey,
    detail: string,
    readonly facts: Readonly<Record<string, unknown>> = {},
    options: { cause?: unknown } = {},
  ) {
    super(detail, options);
  }
}
