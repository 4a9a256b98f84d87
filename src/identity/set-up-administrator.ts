import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Refusal, system } from '../platform/index.js';
import { AddPerson } from './add-person.js';
import { type IssuedKey, IssueKey } from './issue-key.js';

/** First start: somebody has to be able to let the others in. */
@Injectable()
export class SetUpAdministrator {
  constructor(
    private readonly database: DataSource,
    private readonly addPerson: AddPerson,
    private readonly issueKey: IssueKey,
  ) {}

  /** The administrator's first key, or null where people are known already. */
  async run(): Promise<IssuedKey | null> {
    const [known] = await this.database.query<unknown[]>(`SELECT 1 FROM person LIMIT 1`);
    if (known) return null;
    const input = { name: 'Administrator', login: 'administrator', roles: ['administrator'] } as const;
    try {
      return await this.keyFor(await this.addPerson.run(system('setup'), input), 'first key');
    } catch (error) {
      // Another process of the same first start was quicker; its key is the one that is shown.
      if (error instanceof Refusal && error.problem === 'already-exists') return null;
      throw error;
    }
  }

  /** A key of the longest-serving administrator, for the command line on this machine. */
  async operatorKey(): Promise<IssuedKey> {
    const [administrator] = await this.database.query<{ id: string }[]>(
      `SELECT p.id FROM person p JOIN person_role r ON r.person_id = p.id
        WHERE r.role = 'administrator' AND p.disabled_at IS NULL ORDER BY p.added_at, p.id LIMIT 1`,
    );
    if (!administrator) throw new Error('There is no administrator');
    return this.keyFor(administrator.id, 'command line on this machine');
  }

  private keyFor(person: string, label: string): Promise<IssuedKey> {
    return this.issueKey.run(system('setup'), { person, label, permissions: null, expiresAt: null });
  }
}
