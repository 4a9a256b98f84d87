import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type Actor, Clock } from '../platform/index.js';
import { credentialDigest, looksLikeKey } from './credential.rules.js';
import { permissionsOf, type Role } from './role.rules.js';

/** Who a credential stands for. */
export interface Identified {
  readonly actor: Extract<Actor, { kind: 'person' }>;
  /** Of the key or session. */
  readonly credentialId: string;
  readonly roles: readonly Role[];
  /** What the credential is limited to; null: nothing but the roles. */
  readonly scope: readonly string[] | null;
}

interface Row {
  readonly credential: string;
  readonly id: string;
  readonly name: string;
  readonly roles: Role[];
  readonly permissions: string[] | null;
  readonly made_by: string;
  readonly proved: boolean;
  /** Of a session that was not seen for a minute. */
  readonly unseen: boolean;
}

/** How long a code that was shown in a session goes on standing there. */
const MINUTES_PROVED = 10;

const PERSON = `
  SELECT c.id AS credential, p.id, p.name, c.permissions, c.made_by, c.proved, c.unseen,
         ARRAY(SELECT role FROM person_role r WHERE r.person_id = p.id ORDER BY role) AS roles
    FROM credential c JOIN person p ON p.id = c.person_id
   WHERE p.disabled_at IS NULL`;

const BY_KEY = `
  WITH credential AS (
    SELECT id, person_id, permissions, issued_by AS made_by, false AS proved, false AS unseen FROM api_key
     WHERE digest = $1 AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > $2))${PERSON}`;

const BY_SESSION = `
  WITH credential AS (
    SELECT s.id, s.person_id, s.permissions, s.made_by,
           coalesce(s.proved_at > $2::timestamptz - make_interval(mins => ${MINUTES_PROVED}), false) AS proved,
           coalesce(n.seen_at < $2::timestamptz - interval '1 minute', true) AS unseen
      FROM session s LEFT JOIN session_seen n ON n.session_id = s.id
     WHERE s.digest = $1 AND s.ended_at IS NULL AND s.expires_at > $2)${PERSON}`;

/** Roles and revocations hold from the next request on: nothing is remembered. */
@Injectable()
export class Authenticate {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
  ) {}

  async byKey(key: string): Promise<Identified | null> {
    return looksLikeKey(key) ? this.find('key', key) : null;
  }

  async bySession(token: string): Promise<Identified | null> {
    return this.find('session', token);
  }

  private async find(kind: 'key' | 'session', credential: string): Promise<Identified | null> {
    const now = this.clock.now();
    const statement = kind === 'key' ? BY_KEY : BY_SESSION;
    const [row] = await this.database.query<Row[]>(statement, [credentialDigest(credential), now]);
    if (!row) return null;
    if (row.unseen) {
      await this.database.query(
        `INSERT INTO session_seen (session_id, seen_at) VALUES ($1, $2)
         ON CONFLICT (session_id) DO UPDATE SET seen_at = greatest(session_seen.seen_at, excluded.seen_at)`,
        [row.credential, now],
      );
    }
    const permissions = permissionsOf(row.roles, row.permissions);
    return {
      actor: {
        kind: 'person',
        personId: row.id,
        name: row.name,
        permissions,
        credential: { kind, id: row.credential, madeBy: row.made_by, proved: row.proved },
      },
      credentialId: row.credential,
      roles: row.roles,
      scope: row.permissions,
    };
  }
}
