import { Refusal } from '../../platform/index.js';
import { AuthorizationError, type AuthorizationFault } from './authorization-provider.port.js';

const SAID = {
  denied: ['wrong-state', 'Access was not allowed at the platform. Nothing was changed; it can be asked for again.'],
  refused: ['platform-refused', 'The platform did not redeem its own answer. Nothing was changed. Begin again.'],
  'app-unknown': [
    'platform-refused',
    'The platform no longer knows this installation. Nothing was changed. Begin again: it is made known anew.',
  ],
  'other-account': [
    'wrong-state',
    'The access that was granted does not reach this account. Nothing was changed. Sign in there as its owner, and choose this account.',
  ],
  'not-set': [
    'wrong-state',
    'This installation has no app at this platform. An operator sets FACEBOOK_APP_ID and FACEBOOK_APP_SECRET.',
  ],
  unreachable: ['platform-unavailable', 'The platform did not answer. Nothing was changed. Try again later.'],
  nonsense: ['platform-refused', 'What the platform answers is no grant of access. Nothing was changed.'],
} as const satisfies Record<AuthorizationFault, readonly [string, string]>;

/** What a provider could not do, as it is told to whoever asked. */
export function refusalOf(error: unknown): unknown {
  if (!(error instanceof AuthorizationError)) return error;
  const [problem, detail] = SAID[error.fault];
  return new Refusal(problem, detail, {}, { cause: error });
}
