import type { Authority, Consent, Words } from '../schedules/policy.types.js';
import type { ListAction, ListKind, ListNeed, ListState } from './disposition-states.rules.js';

export const ENTRY_STATES = ['listed', 'excluded', 'kept', 'destroyed', 'decided'] as const;
export type EntryState = (typeof ENTRY_STATES)[number];

/** Why an item that stood on a list was not destroyed with it. */
export type KeptWhy =
  | 'held'
  | 'not-due'
  | 'other-rule'
  | 'destroyed-already'
  | 'withdrawn'
  /** It came to more than was handed over. */
  | 'changed'
  | 'copy-kept';

export interface EntryAbout {
  /** Ids of the holds over it. */
  readonly holds?: readonly string[];
  readonly verdict?: string;
  readonly eligibleOn?: string | null;
  readonly series?: string | null;
  readonly consents?: readonly string[];
  /** Versions here, and versions that were handed over. */
  readonly versions?: readonly [here: number, handedOver: number];
}

/** What a list is about; the log commits to its text. */
export interface ListAbout {
  readonly policy: string;
  readonly version: string;
  readonly series: string;
  readonly title: Words;
  readonly action: ListKind;
  readonly authority: Authority;
  /** What has to be on file before it is approved. */
  readonly consents: readonly Consent[];
}

/** Days as `2030-01-01` in the body's zone, times RFC 3339 UTC. */
export interface ListSummary {
  readonly id: string;
  readonly number: string;
  readonly bodyId: string;
  readonly body: string;
  readonly zone: string;
  readonly state: ListState;
  readonly about: ListAbout;
  readonly proposedAt: string;
  readonly proposedBy: string;
  readonly counts: Readonly<Record<EntryState, number>>;
  readonly approvableOn: string | null;
}

export interface StepView {
  readonly action: ListAction;
  readonly from: ListState;
  readonly to: ListState;
  readonly at: string;
  readonly by: string;
  readonly reason: string | null;
  /** Of an exclusion. */
  readonly items: number | null;
}

export interface ConsentView {
  readonly id: string;
  readonly name: string;
  readonly number: string;
  readonly givenOn: string;
  readonly fileName: string;
  readonly bytes: number;
  /** Lower-case hex of the file. */
  readonly sha256: string;
  readonly filedAt: string;
  readonly filedBy: string;
}

/** What leaves for another archive, and how far it is. */
export interface PackageView {
  readonly id: string;
  readonly name: string;
  readonly status: 'waiting' | 'ready' | 'failed' | 'removed';
  readonly profile: string;
  readonly profileTitle: Words;
  /** The archive it goes to. */
  readonly archive: string;
  readonly askedAt: string;
  readonly done: number;
  readonly total: number;
  /** Lower-case hex: what the log commits to. */
  readonly commit: string | null;
  readonly bytes: number | null;
}

export interface ReceiptView {
  readonly archive: string;
  /** As the receiving archive numbers what it took. */
  readonly accession: string;
  readonly receivedOn: string;
  readonly fileName: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly confirmedAt: string;
  readonly confirmedBy: string;
}

export const DECISIONS = ['permanent', 'destroy', 'prolong'] as const;
/** What the state archive says of an item: of permanent value, may be destroyed, or to be looked at again later. */
export type Decision = (typeof DECISIONS)[number];

export interface ListView extends ListSummary {
  /** Of a transfer: the newest package; null before there is one. */
  readonly package: PackageView | null;
  readonly receipt: ReceiptView | null;
  readonly steps: readonly StepView[];
  readonly consents: readonly ConsentView[];
  readonly missingConsents: readonly Consent[];
  /** What it waits for before a second person may approve it. */
  readonly waitsFor: readonly ListNeed[];
  /** Steps that people may take now. */
  readonly actions: readonly ListAction[];
  readonly certificateId: string | null;
}

export interface EntryView {
  readonly id: string;
  readonly accountId: string;
  readonly account: string;
  readonly kind: string;
  /** When it was posted; where that is not known or not known any more, when it was first seen. */
  readonly createdAt: string;
  readonly state: EntryState;
  readonly why: KeptWhy | null;
  readonly about: EntryAbout | null;
  /** Of an exclusion, and of what the state archive said. */
  readonly reason: string | null;
  readonly decision: Decision | null;
}

export interface CredentialView {
  readonly what: 'key' | 'password' | 'second-factor';
  /** Who issued or set it, by name. */
  readonly by: string;
}

/** Who did something with a list, and who made the keys and the password with which they could. */
export interface PersonView {
  readonly by: string;
  readonly at: string;
  readonly credentials: readonly CredentialView[];
}

/** What the certificate of a transfer says of it, beside what every certificate says. */
export interface TransferFacts {
  readonly archive: string;
  readonly package: { readonly name: string; readonly profile: string; readonly commit: string };
  readonly handedOver: PersonView;
  readonly receipt: Omit<ReceiptView, 'archive'> & { readonly credentials: readonly CredentialView[] };
  readonly copy: 'destroyed' | 'kept';
}

/** By which decision of the state archive something could go. */
export interface AppraisalFacts {
  /** Number of the list of reviews. */
  readonly list: string;
  readonly items: number;
  readonly papers: readonly {
    readonly name: string;
    readonly number: string;
    readonly givenOn: string;
    readonly sha256: string;
  }[];
}

/** Where in the log something stands. */
export interface LogPlace {
  /** Type of the event. */
  readonly event: string;
  readonly seq: number;
  readonly at: string;
}

export interface ExclusionView {
  readonly items: number;
  readonly reason: string;
  readonly at: string;
  readonly by: string;
}

/** That a list was carried out: what went, by whose decision, and from when on. No content is in it. */
export interface Certificate {
  readonly id: string;
  readonly list: string;
  readonly number: string;
  readonly body: string;
  readonly zone: string;
  readonly about: ListAbout;
  readonly counts: Readonly<Record<EntryState, number>>;
  /** Of what was destroyed. */
  readonly destroyed: {
    readonly byKind: Readonly<Record<string, number>>;
    readonly byAccount: readonly { readonly account: string; readonly items: number }[];
    readonly versions: number;
    readonly firstSeen: { readonly from: string | null; readonly to: string | null };
  };
  readonly kept: Readonly<Record<string, number>>;
  readonly consents: readonly Omit<ConsentView, 'id'>[];
  readonly exclusions: readonly ExclusionView[];
  /** Of a transfer; certificates of destruction have none. */
  readonly transfer?: TransferFacts;
  /** Where the state archive was asked before. */
  readonly appraisals?: readonly AppraisalFacts[];
  readonly people: {
    readonly proposed: PersonView;
    readonly reviewed: PersonView;
    readonly approved: PersonView;
    readonly executed: PersonView;
  };
  readonly log: {
    readonly origin: string;
    /** Of the list: its proposal, each of its steps, each batch. */
    readonly entries: readonly LogPlace[];
  };
  /** From this moment on nothing of it can be read here. Null where nothing was destroyed. */
  readonly unreadableSince: string | null;
  /** The day after which no key file holds a key of it. */
  readonly noKeysAfter: string | null;
  readonly at: string;
}
