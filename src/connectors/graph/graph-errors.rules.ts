import type { ConnectorFault } from '../connector.port.js';
import { countAt, isTrueAt, isObject, objectAt } from '../json.rules.js';

/**
 * What an error of the Graph API means for whoever looked. 'missing': the object asked for was not given, and the answer
 * is the same whether it was deleted, unpublished or is not for us to see: what else could be read decides.
 */
export type GraphVerdict = ConnectorFault | 'missing';

/** Tokens that have died: expired, revoked, password changed, role lost (subcodes 458–467, 490). assumed: from memory. */
const TOKEN = new Set([102, 104, 190]);
/** App, user, page, custom and Page business-use-case limits. assumed: from memory; 80001 documented with the headers. */
const LIMITS = new Set([4, 17, 32, 341, 613]);
/** "An unknown error", "Service temporarily unavailable". assumed: from memory. */
const PASSING = new Set([1, 2]);
/** Permission; 200–299 are its kin; 368 a block for a while. 10 recorded: airbyte fixtures; the others assumed. */
const PERMISSION = new Set([3, 10, 368]);

/** Null: the body is no error of the Graph API. */
export function graphVerdict(body: unknown): GraphVerdict | null {
  const error = isObject(body) ? objectAt(body, 'error') : null;
  const code = error && countAt(error, 'code');
  if (!error || code === null) return null;
  if (code === 100 || code === 803) return invalid(code, countAt(error, 'error_subcode'));
  return BY_CODE.find(([is]) => is(code))?.[1] ?? (isTrueAt(error, 'is_transient') ? 'unavailable' : 'protocol');
}

/** "(#100) Tried accessing nonexisting field" (assumed): what was asked is an object of another kind. */
export function isUnknownField(body: unknown): boolean {
  const error = isObject(body) ? objectAt(body, 'error') : null;
  return error !== null && countAt(error, 'code') === 100 && graphVerdict(body) !== 'missing';
}

const BY_CODE: readonly (readonly [is: (code: number) => boolean, ConnectorFault])[] = [
  [(code) => TOKEN.has(code) || PERMISSION.has(code) || isWithin(code, 200, 299), 'access-refused'],
  [(code) => LIMITS.has(code) || isWithin(code, 80_000, 80_014), 'rate-limited'],
  [(code) => PASSING.has(code), 'unavailable'],
];

/**
 * recorded by others: "Unsupported get request" is 100 with subcode 33; 803, an unknown alias, is assumed. Any other 100
 * is a page read without the permission for it (recorded: base/error_data.json and error.json).
 */
function invalid(code: number, subcode: number | null): GraphVerdict {
  return code === 803 || subcode === 33 ? 'missing' : 'access-refused';
}

function isWithin(code: number, from: number, to: number): boolean {
  return code >= from && code <= to;
}

/** In words of ours: the platform's own hold ids and are in the language of whoever made the app. */
export const GRAPH_SENTENCES: Readonly<Record<GraphVerdict, string>> = {
  'not-an-account': 'The platform has no such page',
  'access-refused': 'The platform refused access with this token',
  'rate-limited': 'The platform asked us to wait',
  unavailable: 'The platform did not answer',
  protocol: 'The platform answered with an error that its interface does not describe',
  'account-gone': 'The platform no longer has this page',
  missing: 'The platform did not give what was asked for',
};
