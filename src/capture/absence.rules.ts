/**
 * When an absence is a finding. A platform's own word is believed at once. A look-up that does not find is a suspicion,
 * and becomes a finding after a second one, fifteen minutes later or more, each while another object could be read with
 * the same access: otherwise a lost permission would look like a removal. A list that no longer shows an item proves
 * nothing by itself.
 */
export const CONFIRM_AFTER_MS = 15 * 60_000;

export interface Negative {
  readonly ground: 'asserted' | 'lookup' | 'listing';
  /** An exchange that showed another object of the account within a minute, or null. */
  readonly canary: string | null;
  readonly at: Date;
}

export interface Presence {
  readonly state: 'present' | 'suspected' | 'gone';
  readonly firstMissing: Date | null;
}

export type Absence = 'nothing' | 'suspect' | 'confirm' | 'assert';

export function judgeAbsence(known: Presence, look: Negative): Absence {
  if (known.state === 'gone') return 'nothing';
  if (look.ground === 'asserted') return 'assert';
  if (look.ground === 'listing' || look.canary === null) return 'nothing';
  if (known.state === 'present' || known.firstMissing === null) return 'suspect';
  return look.at.getTime() - known.firstMissing.getTime() >= CONFIRM_AFTER_MS ? 'confirm' : 'nothing';
}
