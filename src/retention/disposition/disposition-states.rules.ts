import type { Permission } from '../../platform/http/permissions.js';

/** What becomes of what stands on a list: destroyed, given to another archive, or looked at by the state archive. */
export const LIST_KINDS = ['destroy', 'transfer', 'review'] as const;
export type ListKind = (typeof LIST_KINDS)[number];

export const LIST_STATES = [
  'proposed', 'reviewed', 'approved', 'executing', 'executed', 'certified', 'withdrawn',
  'packaging', 'packaged', 'handed-over', 'received', 'submitted', 'concluded',
] as const; // prettier-ignore
export type ListState = (typeof LIST_STATES)[number];

export const LIST_ACTIONS = [
  'exclude', 'review', 'consent', 'approve', 'execute', 'withdraw', 'finish', 'certify',
  'package', 'finish-package', 'fail-package', 'hand-over', 'confirm-receipt', 'refuse-receipt', 'keep-copy',
  'submit', 'decide', 'conclude',
] as const; // prettier-ignore
export type ListAction = (typeof LIST_ACTIONS)[number];

/** What must be there: given with the step (reason, the count that was seen), or so in the list. */
export type ListNeed = 'reason' | 'listed' | 'seen' | 'notice' | 'consents' | 'expertise';

export interface ListTransition {
  readonly action: ListAction;
  /** Every kind unless told. */
  readonly of?: readonly ListKind[];
  readonly from: readonly ListState[];
  /** 'same': the step is written down and the state stays. */
  readonly to: ListState | 'same';
  /** One of these suffices. None: the archive does it by itself. */
  readonly may: readonly Permission[];
  readonly needs: readonly ListNeed[];
}

const GOES = ['destroy', 'transfer'] as const;

/**
 * The life of a disposition list, as a table. Up to `execute` everything in it can be taken back; a transfer can be
 * executed only when its receipt is confirmed, and a list of reviews destroys nothing at all.
 */
export const LIST_TRANSITIONS: readonly ListTransition[] = [
  {
    action: 'exclude',
    of: ['destroy'],
    from: ['proposed', 'reviewed'],
    to: 'same',
    may: ['disposition.manage'],
    needs: ['reason'],
  },
  {
    action: 'exclude',
    of: ['transfer'],
    from: ['proposed', 'reviewed', 'approved'],
    to: 'same',
    may: ['disposition.manage'],
    needs: ['reason'],
  },
  {
    action: 'exclude',
    of: ['review'],
    from: ['proposed', 'submitted'],
    to: 'same',
    may: ['disposition.manage'],
    needs: ['reason'],
  },
  {
    action: 'review',
    of: GOES,
    from: ['proposed'],
    to: 'reviewed',
    may: ['disposition.manage'],
    needs: ['listed', 'seen'],
  },
  {
    action: 'consent',
    of: GOES,
    from: ['proposed', 'reviewed'],
    to: 'same',
    may: ['disposition.manage'],
    needs: [],
  },
  { action: 'consent', of: ['review'], from: ['submitted'], to: 'same', may: ['disposition.manage'], needs: [] },
  {
    action: 'approve',
    of: GOES,
    from: ['reviewed'],
    to: 'approved',
    may: ['disposition.approve'],
    needs: ['listed', 'notice', 'consents'],
  },
  {
    action: 'execute',
    of: ['destroy'],
    from: ['approved'],
    to: 'executing',
    may: ['disposition.manage'],
    needs: [],
  },
  {
    action: 'package',
    of: ['transfer'],
    from: ['approved'],
    to: 'packaging',
    may: ['disposition.manage'],
    needs: ['listed'],
  },
  { action: 'finish-package', of: ['transfer'], from: ['packaging'], to: 'packaged', may: [], needs: [] },
  { action: 'fail-package', of: ['transfer'], from: ['packaging'], to: 'approved', may: [], needs: [] },
  {
    action: 'hand-over',
    of: ['transfer'],
    from: ['packaged'],
    to: 'handed-over',
    may: ['disposition.manage'],
    needs: ['reason'],
  },
  {
    action: 'confirm-receipt',
    of: ['transfer'],
    from: ['handed-over'],
    to: 'received',
    may: ['disposition.approve'],
    needs: [],
  },
  {
    action: 'refuse-receipt',
    of: ['transfer'],
    from: ['handed-over'],
    to: 'approved',
    may: ['disposition.manage'],
    needs: ['reason'],
  },
  {
    action: 'execute',
    of: ['transfer'],
    from: ['received'],
    to: 'executing',
    may: ['disposition.manage'],
    needs: [],
  },
  {
    action: 'keep-copy',
    of: ['transfer'],
    from: ['received'],
    to: 'executed',
    may: ['disposition.manage'],
    needs: ['reason'],
  },
  {
    action: 'submit',
    of: ['review'],
    from: ['proposed'],
    to: 'submitted',
    may: ['disposition.manage'],
    needs: ['listed', 'seen'],
  },
  {
    action: 'decide',
    of: ['review'],
    from: ['submitted'],
    to: 'same',
    may: ['disposition.manage'],
    needs: ['listed', 'reason', 'expertise'],
  },
  { action: 'conclude', of: ['review'], from: ['submitted'], to: 'concluded', may: [], needs: [] },
  {
    action: 'withdraw',
    from: ['proposed', 'reviewed', 'approved', 'packaged', 'submitted'],
    to: 'withdrawn',
    may: ['disposition.manage', 'disposition.approve'],
    needs: ['reason'],
  },
  { action: 'finish', of: GOES, from: ['executing'], to: 'executed', may: [], needs: [] },
  { action: 'certify', of: GOES, from: ['executed'], to: 'certified', may: [], needs: [] },
];

/** A list as the table looks at it; days as `2030-01-01`, in the body's zone. */
export interface ListStanding {
  readonly kind: ListKind;
  readonly state: ListState;
  /** Entries that are neither excluded nor settled otherwise. */
  readonly listed: number;
  readonly today: string;
  /** The first day on which it may be approved; null before the review. */
  readonly approvableOn: string | null;
  readonly missingConsents: readonly string[];
}

export interface GivenWithStep {
  readonly reason?: string | undefined;
  /** How many entries the person saw who says that the list was gone through. */
  readonly seen?: number | undefined;
}

export type ListVerdict =
  | { readonly is: 'possible'; readonly to: ListState; readonly may: readonly Permission[] }
  | { readonly is: 'wrong-state' }
  | { readonly is: 'missing'; readonly need: ListNeed };

/** Whether a step is possible now, and where it leads. */
export function judgeListStep(action: ListAction, standing: ListStanding, given: GivenWithStep): ListVerdict {
  const row = LIST_TRANSITIONS.find((one) => one.action === action && (one.of?.includes(standing.kind) ?? true));
  if (!row?.from.includes(standing.state)) return { is: 'wrong-state' };
  const need = row.needs.find((one) => !THERE[one](standing, given));
  if (need !== undefined) return { is: 'missing', need };
  return { is: 'possible', to: row.to === 'same' ? standing.state : row.to, may: row.may };
}

/** The steps that people may take now, given what they ask for. */
export function listActionsOf(standing: ListStanding): ListAction[] {
  const given = { reason: 'given', seen: standing.listed };
  const taken = LIST_TRANSITIONS.filter(({ may }) => may.length > 0).map(({ action }) => action);
  return [...new Set(taken)].filter((action) => judgeListStep(action, standing, given).is === 'possible');
}

/** What a reviewed list still waits for, apart from the second person. */
export function waitsFor(standing: ListStanding): ListNeed[] {
  if (standing.state === 'submitted') return THERE.expertise(standing, {}) ? [] : ['expertise'];
  if (standing.state !== 'reviewed') return [];
  return (['listed', 'notice', 'consents'] as const).filter((need) => !THERE[need](standing, {}));
}

/** The paper in which the state archive says what it found. */
export const EXPERTISE = 'state-archive-expertise';

/** What has no letter and no digit says nothing. */
const SAYS = /[\p{L}\p{N}]/u;

const THERE: Readonly<Record<ListNeed, (standing: ListStanding, given: GivenWithStep) => boolean>> = {
  reason: (_, { reason = '' }) => SAYS.test(reason),
  listed: ({ listed }) => listed > 0,
  seen: ({ listed }, { seen }) => seen === listed,
  notice: ({ approvableOn, today }) => approvableOn !== null && today >= approvableOn,
  consents: ({ missingConsents }) => missingConsents.length === 0,
  expertise: ({ missingConsents }) => !missingConsents.includes(EXPERTISE),
};
