import { verify } from '@node-rs/argon2';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Refusal } from '../platform/index.js';
import { Authenticate } from './authenticate.js';
import { type NewSession, OpenSession } from './open-session.js';
import { SignInTries } from './sign-in-tries.js';

export type Proof = { readonly key: string } | { readonly name: string; readonly password: string };

/** Where a person signs in: the address tries are counted of, and what the browser says of itself. */
export interface SignInPlace {
  readonly address: string;
  readonly device: string;
}

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

  async run(proof: Proof, place: SignInPlace): Promise<NewSession> {
    return 'key' in proof ? this.withKey(proof.key, place) : this.withPassword(proof, place);
  }

  /** The session may do what the key may, and no more. */
  private async withKey(key: string, { device }: SignInPlace): Promise<NewSession> {
    const known = await this.authenticate.byKey(key.trim());
    if (!known) throw new Refusal('not-signed-in', 'This key is not known, has expired or was revoked.');
    const { personId, credential } = known.actor;
    return this.sessions.run({ personId, scope: known.scope, madeBy: credential?.madeBy ?? '', device });
  }

  private async withPassword(proof: { name: string; password: string }, place: SignInPlace): Promise<NewSession> {
    const who = { name: proof.name, address: place.address };
    await this.tries.demandRoom(who);
    const [row] = await this.database.query<{ id: string; hash: string; made_by: string }[]>(
      `SELECT p.id, w.hash, w.set_by AS made_by FROM person p JOIN password w ON w.person_id = p.id
        WHERE p.login = lower($1) AND p.disabled_at IS NULL`,
      [proof.name],
    );
    const right = await verify(row?.hash ?? NOBODY, proof.password);
    if (!row || !right) {
      await this.tries.failed(who);
      throw new Refusal('not-signed-in', 'Name and password do not belong together.');
    }
    await this.tries.succeeded(who);
    return this.sessions.run({ personId: row.id, scope: null, madeBy: row.made_by, device: place.device });
  }
}
