import type { FindingView, ItemState, ItemView } from '../../archive/index.js';
import type { Language } from '../../platform/index.js';
import type { ScheduleView } from '../../retention/index.js';
import type { DrawnItem, SampleSummary } from './sample.types.js';

/** Of what was looked at: it holds, it is wrong, or it was not for this reader to open. */
export type Outcome = 'holds' | 'wrong' | 'locked' | 'not-yet';

export interface ProofLine {
  readonly what: 'version' | 'finding' | 'destroyed';
  /** Of a version. */
  readonly number: number | null;
  /** Place in the log; null until the Sequencer has been by. */
  readonly seq: number | null;
  readonly at: string;
  /** The entry is in the log as it was signed. */
  readonly inclusion: Outcome;
  /** The bytes kept give the commitment that stands in the entry; null where nothing is left to be opened. */
  readonly commitment: Outcome | null;
}

export interface EvidenceLine {
  readonly exchangeId: string;
  readonly at: string;
  /** Which versions it brought, or what of a finding rests on it. */
  readonly roles: readonly string[];
  /** The sealed answer was opened and fits its digest. */
  readonly opened: Outcome;
}

export interface DecisionLine {
  readonly kind: 'request' | 'disposition' | 'event';
  readonly number: string;
  readonly decision: string;
  readonly at: string | null;
  readonly by: string | null;
}

/** Everything on one working paper, as facts. */
export interface PaperFacts {
  readonly sample: SampleSummary;
  readonly drawn: DrawnItem;
  /** When it was gathered and everything on it checked. */
  readonly at: string;
  readonly by: string;
  readonly body: { readonly name: string; readonly zone: string; readonly country: string };
  readonly item: {
    readonly id: string;
    readonly account: string;
    readonly kind: ItemView['kind'];
    readonly state: ItemState | 'destroyed';
    readonly author: string | null;
    readonly url: string | null;
    readonly postedAt: string | null;
    readonly firstSeenAt: string;
    readonly lastSeenAt: string | null;
    readonly capturedLate: boolean;
    readonly restricted: boolean;
    readonly versions: number;
    /** The newest version; empty where it is not to be read. */
    readonly text: string;
    readonly pictures: readonly string[];
  };
  readonly findings: readonly FindingView[];
  readonly destroyed: {
    readonly at: string;
    readonly authority: string;
    readonly class: string | null;
    readonly list: string | null;
  } | null;
  readonly evidence: readonly EvidenceLine[];
  readonly proof: {
    readonly size: number;
    readonly at: string;
    readonly signed: boolean;
    readonly lines: readonly ProofLine[];
  };
  /** What the schedules say of it now; null of what is destroyed. */
  readonly schedule: ScheduleView | null;
  readonly holds: readonly string[];
  readonly decisions: readonly DecisionLine[];
  readonly language: Language;
}
