import { createHmac } from 'node:crypto';
import type { Allowance } from '../http/rate-limit.js';
import type { LabAnswer, Visit } from '../http/lab.types.js';
import { pageOfServer } from './facebook-shapes.js';

const JSON_TYPE = { 'content-type': 'application/json; charset=UTF-8', 'facebook-api-version': 'v26.0' };

export function graphJson(body: unknown): LabAnswer {
  return { status: 200, headers: JSON_TYPE, body: JSON.stringify(body) };
}

interface GraphError {
  readonly status: number;
  readonly message: string;
  readonly type?: string;
  readonly code: number;
  readonly error_subcode?: number;
}

/**
 * recorded: 'not-permitted' (base/error_data.json), the shape of all (error.json). "Unsupported get request" with 100/33 is
 * recorded by others (platforms.md 1.2 [R]); codes 4, 10, 104, 190/460, 80001 and their wording are assumed.
 */
const TROUBLES = {
  missing: {
    status: 400,
    message:
      'Unsupported get request. Object with ID does not exist, cannot be loaded due to missing permissions, or does not support this operation. Please read the Graph API documentation at https://developers.facebook.com/docs/graph-api',
    code: 100,
    error_subcode: 33,
  },
  'not-permitted': {
    status: 400,
    message:
      "(#10) This endpoint requires the 'pages_read_user_content' permission or the 'Page Public Content Access' feature.",
    code: 10,
  },
  // Code 230 is assumed, with its wording.
  'no-messaging': {
    status: 403,
    message: '(#230) Requires pages_messaging permission to manage the object',
    code: 230,
  },
  'no-token': { status: 400, message: 'An access token is required to request this resource.', code: 104 },
  'bad-token': { status: 400, message: 'Invalid OAuth access token - Cannot parse access token', code: 190 },
  'revoked-token': {
    status: 400,
    message:
      'Error validating access token: The session has been invalidated because the user changed their password or Facebook has changed the session for security reasons.',
    code: 190,
    error_subcode: 460,
  },
  // Message, type and code: read in threads of others (sns-sdks/python-facebook#101, facebook-python-business-sdk#528).
  'bad-proof': {
    status: 400,
    message: 'Invalid appsecret_proof provided in the API argument',
    type: 'GraphMethodException',
    code: 100,
  },
  // developers.facebook.com/docs/graph-api/guides/secure-requests; type and code assumed.
  'no-proof': {
    status: 400,
    message: 'API calls from the server require an appsecret_proof argument',
    type: 'GraphMethodException',
    code: 100,
  },
  'page-limit': {
    status: 400,
    message: '(#80001) There have been too many calls to this Page account. Wait a bit and try again.',
    code: 80_001,
  },
  'bad-cursor': { status: 400, message: '(#100) Invalid parameter', code: 100 },
} as const satisfies Record<string, GraphError>;

export function graphTrouble(kind: keyof typeof TROUBLES): LabAnswer {
  const { status, ...error }: GraphError = TROUBLES[kind];
  const told = { message: error.message, type: error.type ?? 'OAuthException', code: error.code };
  const subcode = error.error_subcode === undefined ? {} : { error_subcode: error.error_subcode };
  return {
    status,
    headers: JSON_TYPE,
    body: JSON.stringify({ error: { ...told, ...subcode, fbtrace_id: 'AQt_hJ68vFybS4TnupatNtX' } }),
  };
}

/** Percent of the allowance, and minutes until it is back (platforms.md 1.2: shapes [R], units [R]). */
export function usageHeaders(visit: Visit, { percent, minutesToReset }: Allowance): Record<string, string> {
  if (percent === null) return {};
  const usage = { call_count: percent, total_cputime: Math.min(percent, 25), total_time: Math.min(percent, 25) };
  const regain = percent >= 100 ? minutesToReset : 0;
  const business = [{ type: 'pages', ...usage, estimated_time_to_regain_access: regain }];
  return {
    'x-app-usage': JSON.stringify({ call_count: 1, total_cputime: 1, total_time: 1 }),
    'x-business-use-case-usage': JSON.stringify({ [pageOfServer(visit)?.id ?? '0']: business }),
  };
}

/** Who asks without being allowed to is told so; null: go on. */
export function refuseGraphToken(visit: Visit): LabAnswer | null {
  if (visit.request.headers['authorization'] === undefined) return graphTrouble('no-token');
  if (!visit.token) return graphTrouble('bad-token');
  return visit.token.revoked ? graphTrouble('revoked-token') : refuseProof(visit);
}

/** A proof that is wrong is refused whether the app demands one or not. */
export function refuseProof({ request, server }: Visit): LabAnswer | null {
  const given = request.query.get('appsecret_proof');
  if (given === null) return server.demandsProof ? graphTrouble('no-proof') : null;
  const token = /^Bearer (.+)$/.exec(request.headers['authorization'] ?? '')?.[1] ?? '';
  const right = createHmac('sha256', server.appSecret).update(token).digest('hex');
  return given === right ? null : graphTrouble('bad-proof');
}
