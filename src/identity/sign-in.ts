import { verify } from '@node-rs/argon2';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Refusal } from '../platform/index.js';
import { Authenticate } from './authenticate.js';
import { type NewSession, OpenSession } from './open-session.js';
import { SignInTries } from './sign-in-tries.js';

export type Proof = { readonly key: string } | { readonly name: string; readonly password: string };

/** A hash of nobody's password: a name that does not exist takes as long to refuse as one that does. */
const NOBODY = '$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRvZm5vYm9keQ$RdescudvJCsgt3ub+b7xKcV/4nVvKFGu/Jw2Vfr1q2E';

/** Opens a session of the page with a key or with a name and password. */
@Injectable()
export class SignIn {
  constructor(
    private readonly database: DataSource,
    private readonly authenticate: Authenticate,
    private readonly tries: SignInTries,
    private readonly sessions: OpenSession,
  ) {}

  async run(proof: Proof, address: string): Promise<NewSession> {
    return 'key' in proof ? this.withKey(proof.key) : this.withPassword(proof, address);
  }

  /** The session may do what the key may, and no more. */
  private async withKey(key: string): Promise<NewSession> {
    const known = await this.authenticate.byKey(key.trim());
    if (!known) throw new Refusal('not-signed-in', 'This key is not known, has expired or was revoked.');
    return this.sessions.run(known.actor.personId, known.scope);
  }

  private async withPassword(proof: { name: string; password: string }, address: string): Promise<NewSession> {
    const who = { name: proof.name, address };
    await this.tries.demandRoom(who);
    const [row] = await this.database.query<{ id: string; hash: string }[]>(
      `SELECT p.id, w.hash FROM person p JOIN password w ON w.person_id = p.id
        WHERE p.login = lower($1) AND p.disabled_at IS NULL`,
      [proof.name],
    );
    const right = await verify(row?.hash ?? NOBODY, proof.password);
    if (!row || !right) {
      await this.tries.failed(who);
      throw new Refusal('not-signed-in', 'Name and password do not belong together.');
    }
    await this.tries.succeeded(who);
    return this.sessions.run(row.id, null);
  }
}
