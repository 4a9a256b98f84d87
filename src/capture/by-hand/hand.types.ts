/** What a file that was handed in is. */
export const HAND_ROLES = ['file', 'screenshot', 'web-archive'] as const;
export type HandRole = (typeof HAND_ROLES)[number];

export interface HandFile {
  readonly path: string;
  readonly name: string;
  readonly role: HandRole;
}

/** A post of a person's own account, forwarded because public business was done in it (44 U.S.C. 2911). */
export interface Forwarded {
  /** When the office received the copy. */
  readonly receivedAt: Date;
}

/** What somebody saw on a page and hands in, with the form that says who, when, how and with what. */
export interface HandedIn {
  readonly accountId: string;
  /** Of the post or page. */
  readonly url: string;
  readonly files: readonly HandFile[];
  /** What it says, typed by the person. */
  readonly text?: string | undefined;
  readonly postedAt?: Date | undefined;
  readonly seenBy: string;
  readonly seenAt: Date;
  readonly device?: string | undefined;
  readonly manner?: string | undefined;
  readonly forwarded?: Forwarded | undefined;
}

/** What was handed in, as people see it. Times RFC 3339 UTC. */
export interface HandView {
  readonly id: string;
  readonly accountId: string;
  /** Null where exactly this had been handed in before. */
  readonly itemId: string | null;
  readonly by: string;
  readonly at: string;
  readonly files: readonly {
    readonly name: string;
    readonly role: HandRole;
    readonly bytes: number;
    readonly digest: string;
  }[];
  /** Of a forwarded post of a person's own account; null where it is none. */
  readonly forwarded: {
    readonly createdAt: string;
    readonly receivedAt: string;
    /** Local day of the body. */
    readonly dueOn: string;
    readonly daysLate: number;
  } | null;
}
