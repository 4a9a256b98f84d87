import type { Permission } from '../platform/http/permissions.js';
import type { RequestKind } from './kinds.types.js';

export const STATES = ['received', 'acknowledged', 'collected', 'in-review', 'closed', 'withdrawn'] as const;
export type RequestState = (typeof STATES)[number];

export const ACTIONS = [
  'acknowledge', 'collect', 'freeze', 'pause', 'resume', 'extend', 'close', 'withdraw',
] as const; // prettier-ignore
export type Action = (typeof ACTIONS)[number];

/** What must be there: given with the step (ground, letter, scope), or so in the request. */
export type Need = 'ground' | 'letter' | 'scope' | 'running' | 'paused' | 'deadline' | 'decided';

export interface Transition {
  readonly action: Action;
  readonly from: readonly RequestState[];
  /** 'same': the step is written down and the state stays. */
  readonly to: RequestState | 'same';
  readonly may: Permission;
  readonly needs: readonly Need[];
}

const OPEN = ['received', 'acknowledged', 'collected', 'in-review'] as const;

/** The life of a request, as a table. */
export const TRANSITIONS: readonly Transition[] = [
  { action: 'acknowledge', from: ['received'], to: 'acknowledged', may: 'request.manage', needs: ['letter'] },
  {
    action: 'collect',
    from: ['received', 'acknowledged', 'collected'],
    to: 'collected',
    may: 'request.manage',
    needs: ['scope'],
  },
  {
    action: 'freeze',
    from: ['collected'],
    to: 'in-review',
    may: 'request.manage',
    needs: ['scope'],
  },
  {
    action: 'pause',
    from: OPEN,
    to: 'same',
    may: 'request.manage',
    needs: ['running', 'deadline', 'ground', 'letter'],
  },
  { action: 'resume', from: OPEN, to: 'same', may: 'request.manage', needs: ['paused'] },
  {
    action: 'extend',
    from: OPEN,
    to: 'same',
    may: 'request.manage',
    needs: ['running', 'deadline', 'ground', 'letter'],
  },
  {
    action: 'close',
    from: ['in-review'],
    to: 'closed',
    may: 'request.manage',
    needs: ['running', 'letter', 'decided'],
  },
  { action: 'withdraw', from: OPEN, to: 'withdrawn', may: 'request.manage', needs: ['ground', 'letter'] },
];

/** A request as the table looks at it. */
export interface Standing {
  readonly kind: RequestKind;
  readonly state: RequestState;
  readonly paused: boolean;
  readonly hasDeadline: boolean;
  readonly hasScope: boolean;
  readonly undecided: number;
}

export interface Given {
  readonly ground?: string | undefined;
  readonly letter?: string | undefined;
}

export type Verdict =
  | { readonly is: 'possible'; readonly to: RequestState; readonly may: Permission }
  | { readonly is: 'wrong-state' }
  | { readonly is: 'missing'; readonly need: Need };

/** Whether a step is possible now, and where it leads. Its inputs are asked last, so that an idle letter is not written. */
export function judgeStep(action: Action, standing: Standing, given: Given): Verdict {
  const row = TRANSITIONS.find((one) => one.action === action);
  if (!row?.from.includes(standing.state)) return { is: 'wrong-state' };
  const need = row.needs.find((one) => !THERE[one](standing, given));
  if (need !== undefined) return { is: 'missing', need };
  return { is: 'possible', to: row.to === 'same' ? standing.state : row.to, may: row.may };
}

/** The steps that are possible now, given what they ask for. */
export function actionsOf(standing: Standing): Action[] {
  const given = { ground: 'given', letter: 'given' };
  return ACTIONS.filter((action) => judgeStep(action, standing, given).is === 'possible');
}

/** What has no letter and no digit names nothing: blanks, marks, signs that cannot be kept. */
const NAMES = /[\p{L}\p{N}]/u;

const THERE: Readonly<Record<Need, (standing: Standing, given: Given) => boolean>> = {
  ground: (_, { ground = '' }) => NAMES.test(ground),
  letter: (_, { letter = '' }) => NAMES.test(letter),
  // That of an erasure follows from the person, when it is collected.
  scope: ({ hasScope, kind }) => hasScope || kind === 'erasure',
  running: ({ paused }) => !paused,
  paused: ({ paused }) => paused,
  deadline: ({ hasDeadline }) => hasDeadline,
  decided: ({ undecided }) => undecided === 0,
};
