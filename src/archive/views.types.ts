/**
 * What people are shown, the same shape everywhere: the API sends it, the page and the offline viewer draw it, the
 * bundle's JSON and PDF are made from it. Times RFC 3339 UTC; whoever shows one writes it in the body's zone.
 */
import type {
  Brought,
  GapReason,
  GoneCause,
  ItemKind,
  LimitKey,
  Platform,
  VisibilityActor,
} from '../connectors/index.js';
import type { RestrictedPlace } from './restricted.rules.js';

export interface BodyView {
  readonly id: string;
  readonly name: string;
  /** IANA zone, e.g. `America/Chicago`. */
  readonly zone: string;
  readonly languages: readonly string[];
  readonly country: string;
}

export type AccountState = 'active' | 'paused' | 'retired';
export type AccountCharacter = 'official' | 'mixed' | 'personal';

/** A stretch in which what an account showed was not its owner's doing; why that is known is told where it was noted. */
export interface AccountIncident {
  readonly id: string;
  readonly kind: 'hijacked' | 'platform-bug';
  readonly from: string;
  /** Null while it lasts. */
  readonly to: string | null;
}

export interface AccountView {
  readonly id: string;
  readonly bodyId: string;
  readonly platform: Platform;
  readonly software: string;
  readonly handle: string;
  readonly url: string;
  readonly title: string;
  readonly character: AccountCharacter;
  readonly state: AccountState;
  readonly stateReason: string | null;
  readonly addedAt: string;
  /** Null = not stated: what vanishes is kept locked until it is. */
  readonly legalBasis: { readonly statute: string; readonly scheduleItem: string; readonly officer: string } | null;
  readonly custodians: readonly {
    readonly id: string;
    readonly name: string;
    readonly from: string;
    readonly to: string | null;
  }[];
  readonly limits: readonly LimitKey[];
  readonly lastSeenAt: string | null;
  /** Absent where there is none. */
  readonly incidents?: readonly AccountIncident[];
  /** Why it is not seen now; null while it is. */
  readonly trouble: { readonly since: string; readonly reason: GapReason } | null;
  readonly counts: { readonly items: number; readonly versions: number; readonly gone: number; readonly gaps: number };
}

export interface KnownAccountView {
  readonly id: string;
  readonly bodyId: string;
  readonly platform: string;
  readonly handle: string;
  readonly reason: string;
  readonly decidedBy: string;
  readonly decidedAt: string;
}

/** `gone` = confirmed no longer at the source; `suspected` = one look did not find it. */
export type ItemState = 'present' | 'suspected' | 'gone' | 'hidden';

export interface MediumView {
  readonly ordinal: number;
  readonly mediumId: string | null;
  readonly mime: string | null;
  readonly bytes: number | null;
  readonly alt: string;
  /** Where the page or the viewer finds the bytes; null when they could not be obtained. */
  readonly href: string | null;
}

export type VersionCause = 'first-seen' | 'edited' | 'history' | 'poll-closed' | 'medium-obtained';

export interface VersionView {
  readonly snapshotId: string;
  readonly number: number;
  readonly cause: VersionCause;
  /** When we saw it. */
  readonly observedAt: string;
  /** When the platform says this version came to be; null when it does not say. */
  readonly platformAt: string | null;
  readonly text: string;
  readonly title: string | null;
  readonly contentWarning: string | null;
  readonly lang: string | null;
  readonly media: readonly MediumView[];
  readonly poll: {
    readonly options: readonly { readonly title: string; readonly votes: number | null }[];
    readonly closesAt: string | null;
    readonly closed: boolean;
    readonly votes: number | null;
  } | null;
  readonly links: readonly { readonly url: string; readonly title: string | null }[];
  readonly profile: {
    readonly handle: string;
    readonly displayName: string;
    readonly bio: string;
    readonly fields: readonly { readonly name: string; readonly value: string }[];
  } | null;
  /** `sha256:<hex>` of parts.txt: what the log holds. */
  readonly commit: string;
  /** Place in the log; null until the Sequencer has been by (a second). */
  readonly seq: number | null;
  readonly exchangeId: string;
  /** Where it was not its platform that told us of it: how it came here instead. */
  readonly brought?: Brought;
}

/** One recorded answer a finding rests on. */
export interface GroundView {
  readonly exchangeId: string;
  readonly role: 'last-positive' | 'first-negative' | 'second-negative' | 'canary' | 'positive';
  readonly at: string;
}

export interface FindingView {
  readonly id: string;
  readonly kind: 'gone' | 'restored' | 'hidden' | 'shown' | 'expired';
  readonly cause: GoneCause | VisibilityActor;
  readonly certainty: 'asserted' | 'confirmed' | 'suspected';
  readonly lastSeenAt: string | null;
  readonly firstMissingAt: string | null;
  readonly confirmedAt: string | null;
  readonly at: string;
  /** When the platform says it happened; null where it does not say. */
  readonly sourceAt: string | null;
  readonly grounds: readonly GroundView[];
  readonly seq: number | null;
}

export interface AuthorView {
  readonly handle: string;
  readonly displayName: string;
  /** It is one of the body's own archived accounts. */
  readonly official: boolean;
}

export interface ItemView {
  readonly id: string;
  readonly accountId: string;
  /** 'original': somebody else's post, kept because the account reposted or quoted it; it is not counted on its own. */
  readonly kind: ItemKind | 'original';
  readonly state: ItemState;
  readonly url: string | null;
  readonly author: AuthorView | null;
  readonly postedAt: string | null;
  readonly firstSeenAt: string;
  readonly lastSeenAt: string;
  /** Found by backfill or after a gap, not when it was posted. */
  readonly capturedLate: boolean;
  readonly parentId: string | null;
  readonly rootId: string | null;
  readonly quotedId: string | null;
  readonly repostedId: string | null;
  readonly versions: readonly VersionView[];
  readonly findings: readonly FindingView[];
  /**
   * Withheld from this reader: restricted by a decision, or vanished while the account's legal basis is not stated. Its
   * versions are empty then.
   */
  readonly restricted: boolean;
  /** Places that a decision about a person's data has restricted, where there are any: blocked out unless the reader may see them. */
  readonly restrictedPlaces?: readonly RestrictedPlace[];
}

/** A row of a list: the newest version only. */
export interface ItemSummary extends Omit<ItemView, 'versions' | 'findings'> {
  readonly latest: VersionView;
  readonly versionCount: number;
  readonly replyCount: number;
  readonly goneFinding: FindingView | null;
}

export interface ThreadView {
  readonly rootId: string;
  /** In order of posting; each knows its parent. A repost's or quote's original is included. */
  readonly items: readonly ItemView[];
}

export interface GapView {
  readonly id: string;
  readonly accountId: string;
  readonly loop: string;
  readonly from: string;
  /** Null while it is open. */
  readonly to: string | null;
  readonly reason: GapReason;
  readonly capturedLateCount: number;
  readonly recoveredEdits: number;
}

export interface StripCell {
  /** Local day of the body, or a minute span of the demo's day: RFC 3339 start. */
  readonly from: string;
  readonly state: 'seen' | 'gap' | 'none';
}

export interface LogView {
  readonly origin: string;
  readonly size: number;
  readonly root: string;
  readonly checkpointAt: string | null;
  readonly checkpointSize: number | null;
  /** Short fingerprint of the log's key, for comparing with the published one: `a1b2 c3d4 …`. */
  readonly keyFingerprint: string;
}

/** A copy of the wrapped keys in the object store. */
export interface KeyFileView {
  readonly id: string;
  readonly madeAt: string;
  /** Nothing removes it before. */
  readonly keptUntil: string;
  /** Keys that wrap others. */
  readonly above: number;
  readonly items: number;
  readonly media: number;
  readonly frames: number;
  readonly parts: number;
  /** Null where the database knows nothing of it. */
  readonly bytes: number | null;
  /** Whether the database knows of it; after an older one was restored it may not. */
  readonly recorded: boolean;
}

/** Something that is to be done every day: it found what is wrong, could not look, or was not done for two days. */
export interface DeskAlarm {
  /** Work of every day; or what others do for the log, which can only be overdue. */
  readonly work:
    | 'key-file'
    | 'key-check'
    | 'lock-renewal'
    | 'schedules'
    | 'counters'
    | 'fixity'
    | 'examination'
    | 'register'
    | 'rebuild'
    | 'stamps'
    | 'witnesses'
    /** Whether what is known to be at the source is still shown to us. */
    | 'canary';
  readonly is: 'wrong' | 'unseen' | 'overdue';
  readonly things: number;
  /** Last done; null = never. */
  readonly doneAt: string | null;
}

export interface DeskView {
  readonly now: string;
  readonly clock: 'real' | 'simulated';
  readonly trial: boolean;
  readonly alarms: readonly DeskAlarm[];
  readonly accounts: readonly (AccountView & { readonly strip: readonly StripCell[] })[];
  readonly bodies: readonly BodyView[];
  readonly goneLately: readonly ItemSummary[];
  readonly gapsLately: readonly GapView[];
  readonly knownAccounts: readonly KnownAccountView[];
  readonly log: LogView;
  readonly totals: {
    readonly items: number;
    readonly versions: number;
    readonly gone: number;
    readonly capturedLate: number;
    readonly gaps: number;
    readonly gapMinutes: number;
  };
}

export interface AuditLineView {
  readonly seq: number | null;
  readonly at: string;
  readonly type: string;
  readonly actor: string;
  readonly itemId: string | null;
  readonly accountId: string | null;
  /** The event as one plain sentence in the reader's language. */
  readonly sentence: string;
}

export interface PageOf<T> {
  readonly items: readonly T[];
  readonly nextCursor: string | null;
}

/** What is left of an item that was destroyed by a disposition; times RFC 3339 UTC. */
export interface ResidualView {
  readonly id: string;
  readonly kind: string;
  readonly accountId: string;
  readonly firstSeenAt: string;
  readonly destroyedAt: string;
  readonly authority: string;
  /** The series that let it go; null where no list did. */
  readonly class: string | null;
  readonly listId: string | null;
  /** At the request of the person whose item it was. */
  readonly erased: boolean;
  /** That it may be captured again; null where nobody has decided so. */
  readonly recapture: RecaptureView | null;
}

/** A decision that something destroyed may be captured again; times RFC 3339 UTC. */
export interface RecaptureView {
  readonly id: string;
  readonly reason: string;
  readonly at: string;
  readonly by: string;
  /** What was erased at a person's request needs a second. */
  readonly needsSecond: boolean;
  /** Null while it waits for a second person. */
  readonly inForceAt: string | null;
  readonly inForceBy: string | null;
}
