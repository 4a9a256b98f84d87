import type { RequestView } from '../../requests/index.js';
import type { LetterKind } from './letter.types.js';

type Standing = Pick<RequestView, 'kind' | 'state' | 'dueOn' | 'progress' | 'secondReview'> & {
  readonly erasure?: RequestView['erasure'];
};

/** What is found of the answers: null before everything is decided. */
type Outcome = 'release' | 'partial-release' | 'refusal' | 'no-records';

interface Offer {
  readonly letter: LetterKind;
  readonly fits: (standing: Standing) => boolean;
}

const isOpen = ({ state }: Standing): boolean => state !== 'closed' && state !== 'withdrawn';
const asksForData = ({ kind }: Standing): boolean => kind === 'gdpr-access';

/** Which letter fits a request as it stands, as a table. */
const OFFERS: readonly Offer[] = [
  { letter: 'acknowledgement', fits: ({ state }) => state === 'received' || state === 'acknowledged' },
  { letter: 'clarification', fits: isOpen },
  { letter: 'extension', fits: (standing) => isOpen(standing) && standing.dueOn !== null },
  { letter: 'referral', fits: (standing) => isOpen(standing) && standing.state !== 'in-review' },
  { letter: 'release', fits: (standing) => outcomeOf(standing) === 'release' },
  { letter: 'partial-release', fits: (standing) => outcomeOf(standing) === 'partial-release' },
  { letter: 'refusal', fits: (standing) => outcomeOf(standing) === 'refusal' },
  { letter: 'no-records', fits: (standing) => outcomeOf(standing) === 'no-records' },
  { letter: 'access-notice', fits: (standing) => asksForData(standing) && outcomeOf(standing) !== null },
  { letter: 'erasure-in-part', fits: (standing) => standing.kind === 'erasure' && isOpen(standing) },
  { letter: 'erasure-decision', fits: isErasureDecided },
];

/** Everything is decided, and what is to be erased is destroyed. */
function isErasureDecided({ kind, state, erasure }: Standing): boolean {
  if (kind !== 'erasure' || state === 'withdrawn' || !erasure) return false;
  return erasure.undecided === 0 && erasure.waiting === 0;
}

export function offeredLetters(standing: Standing): readonly LetterKind[] {
  return OFFERS.filter(({ fits }) => fits(standing)).map(({ letter }) => letter);
}

/** Letters that rest on what was found and decided. */
export function isAnswer(kind: LetterKind): boolean {
  return ANSWERS.includes(kind);
}

/** Letters that come with a bundle, and name it. */
export function namesBundle(kind: LetterKind): boolean {
  return kind === 'release' || kind === 'partial-release' || kind === 'access-notice';
}

const ANSWERS: readonly LetterKind[] = ['release', 'partial-release', 'refusal', 'no-records', 'access-notice'];

function outcomeOf({ state, progress, secondReview }: Standing): Outcome | null {
  if (progress === null || progress.undecided > 0 || state === 'withdrawn') return null;
  const { decided, second, responsive, inPart, withhold } = progress;
  if (secondReview && second < decided) return null;
  if (responsive + inPart + withhold === 0) return 'no-records';
  if (inPart + withhold === 0) return 'release';
  return responsive + inPart === 0 ? 'refusal' : 'partial-release';
}
