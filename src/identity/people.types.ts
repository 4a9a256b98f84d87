import type { Role } from './role.rules.js';

export interface PersonView {
  readonly id: string;
  readonly name: string;
  readonly login: string;
  /** Where the person is reminded; null: by a login that is an address, else nowhere. */
  readonly mail: string | null;
  readonly roles: readonly Role[];
  readonly addedAt: Date;
  readonly disabledAt: Date | null;
  /** Since when the person has a second factor; null: none. */
  readonly factorSince: Date | null;
}

/** A session of the page that is open. */
export interface SessionView {
  readonly id: string;
  readonly person: string;
  readonly personName: string;
  readonly beganAt: Date;
  /** To the minute; null: not since it was opened. */
  readonly seenAt: Date | null;
  readonly expiresAt: Date;
  /** What the browser said of itself, cut short; empty where it said nothing. */
  readonly device: string;
  /** Whether this is the session that asks. */
  readonly isThis: boolean;
}

/** Never the key itself: nobody has it but its holder. */
export interface KeyView {
  readonly id: string;
  readonly person: string;
  readonly personName: string;
  readonly label: string;
  readonly permissions: readonly string[] | null;
  readonly issuedAt: Date;
  readonly issuedBy: string;
  readonly expiresAt: Date | null;
  readonly revokedAt: Date | null;
}

/** Of one's own second factor. */
export interface FactorFacts {
  /** Null: none is enrolled. */
  readonly enrolledAt: Date | null;
  /** Recovery codes that have not been used. */
  readonly recoveryCodes: number;
  /** Whether a code was shown a little earlier in this session, or with this call. */
  readonly shown: boolean;
}

/** Dark squares of a QR code: `size` modules to a side, `path` the `d` of an SVG path over them. */
export interface QrCode {
  readonly size: number;
  readonly path: string;
}

export interface BegunEnrolment {
  /** For an app, in base 32; shown this once. */
  readonly secret: string;
  /** The same as the app reads it: `otpauth://totp/…`, and as a QR code. */
  readonly address: string;
  readonly qr: QrCode;
  /** Sent back with the first code; nothing is enrolled before. */
  readonly enrolment: string;
}
