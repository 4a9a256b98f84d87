import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { decodeCursor, encodeCursor, type PageOf, Refusal } from '../platform/index.js';
import type { KeyView, PersonView } from './people.types.js';

interface Asked {
  readonly limit: number;
  readonly cursor?: string;
}

const PEOPLE = `
  SELECT p.id, p.name, p.login, p.mail, p.added_at AS "addedAt", p.disabled_at AS "disabledAt",
         (SELECT f.enrolled_at FROM second_factor f WHERE f.person_id = p.id) AS "factorSince",
         ARRAY(SELECT role FROM person_role r WHERE r.person_id = p.id ORDER BY role) AS roles
    FROM person p`;

/** People and their keys, oldest first. */
@Injectable()
export class ReadPeople {
  constructor(private readonly database: DataSource) {}

  async people(asked: Asked): Promise<PageOf<PersonView>> {
    const rows = await this.database.query<PersonView[]>(`${PEOPLE} WHERE p.id > $1 ORDER BY p.id LIMIT $2`, [
      after(asked.cursor),
      asked.limit + 1,
    ]);
    return page(rows, asked.limit);
  }

  /** By what the person types to sign in. @throws {Refusal} 'not-found' */
  async named(login: string): Promise<PersonView> {
    const values = [login.replaceAll('\0', '')];
    const [row] = await this.database.query<PersonView[]>(`${PEOPLE} WHERE p.login = lower($1)`, values);
    if (row) return row;
    throw new Refusal('not-found', `Nobody signs in as "${login}". Add the person first: akta person add`);
  }

  /** `person` null: everybody's. */
  async keys(person: string | null, asked: Asked): Promise<PageOf<KeyView>> {
    const rows = await this.database.query<KeyView[]>(
      `SELECT k.id, k.person_id AS person, p.name AS "personName", k.label, k.permissions, k.issued_at AS "issuedAt",
              k.issued_by AS "issuedBy", k.expires_at AS "expiresAt", k.revoked_at AS "revokedAt"
         FROM api_key k JOIN person p ON p.id = k.person_id
        WHERE k.id > $1 AND ($3::uuid IS NULL OR k.person_id = $3) ORDER BY k.id LIMIT $2`,
      [after(asked.cursor), asked.limit + 1, person],
    );
    return page(rows, asked.limit);
  }
}

/** UUIDv7 ids sort by the time they were made. */
function after(cursor: string | undefined): string {
  if (cursor === undefined) return '00000000-0000-0000-0000-000000000000';
  return String(decodeCursor(cursor, ['id'])[0]);
}

function page<T extends { readonly id: string }>(rows: readonly T[], limit: number): PageOf<T> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, nextCursor: rows.length > limit && last ? encodeCursor([last.id]) : null };
}
