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
}

const PERSON = `
  SELECT c.id AS credential, p.id, p.name, c.permissions,
         ARRAY(SELECT role FROM person_role r WHERE r.person_id = p.id ORDER BY role) AS roles
    FROM credential c JOIN person p ON p.id = c.person_id
   WHERE p.disabled_at IS NULL`;

const BY_KEY = `
  WITH credential AS (
    SELECT * FROM api_key
     WHERE digest = $1 AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > $2))${PERSON}`;

const BY_SESSION = `
  WITH credential AS (
    SELECT * FROM session WHERE digest = $1 AND ended_at IS NULL AND expires_at > $2)${PERSON}`;

/** Roles and revocations hold from the next request on: nothing is remembered. */
@Injectable()
export class Authenticate {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
  ) {}

  async byKey(key: string): Promise<Identified | null> {
    return looksLikeKey(key) ? this.find(BY_KEY, key) : null;
  }

  async bySession(token: string): Promise<Identified | null> {
    return this.find(BY_SESSION, token);
  }

  private async find(statement: string, credential: string): Promise<Identified | null> {
    const [row] = await this.database.query<Row[]>(statement, [credentialDigest(credential), this.clock.now()]);
    if (!row) return null;
    const permissions = permissionsOf(row.roles, row.permissions);
    return {
      actor: { kind: 'person', personId: row.id, name: row.name, permissions },
      credentialId: row.credential,
      roles: row.roles,
      scope: row.permissions,
    };
  }
}
