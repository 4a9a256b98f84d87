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
