/** What a store is asked to prove. */
export const PROBES = [
  'lock-kept',
  'delete-locked',
  'shorten-lock',
  'weaken-lock',
  'overwrite-locked',
  'hold',
  'put-once',
  'lock-of-parts',
  'lock-of-copy',
  'checksum-sha256',
  'checksum-md5',
  'far-date',
] as const;
export type ProbeName = (typeof PROBES)[number];

/**
 * `enforced`: the store keeps the promise. `worked-around`: it does not, and nothing here relies on it. `refused`: it does
 * not, and evidence may not be trusted to it. `trial`: files of this machine, which whoever may write its disk can change.
 * `unseen`: it could not be tried.
 */
export type ProbeVerdict = 'enforced' | 'worked-around' | 'refused' | 'trial' | 'unseen';

export interface ProbeRow {
  readonly probe: ProbeName;
  readonly verdict: ProbeVerdict;
  /** Why it could not be tried. */
  readonly because?: string;
}
