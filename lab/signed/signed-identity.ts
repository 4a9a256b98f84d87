import { encode } from '@atcute/cbor';
import { create, toString } from '@atcute/cid';
import { Secp256k1PrivateKeyExportable } from '@atcute/crypto';
import { toBase64Url } from '@atcute/multibase';
import { didOf, type SigningKey } from './signed-repo.js';

interface Step {
  readonly did: string;
  readonly operation: Readonly<Record<string, unknown>>;
  readonly cid: string;
  readonly nullified: boolean;
  readonly createdAt: string;
}

/** A `did:plc` with its directory's log of signed steps (web.plc.directory/spec/v0.1/did-plc). */
export class SignedIdentity {
  private readonly steps: Step[] = [];

  private constructor(
    readonly repoKey: SigningKey,
    private readonly rotationKey: SigningKey,
    private readonly pds: string,
  ) {}

  static async open(handle: string, pds: string): Promise<SignedIdentity> {
    const [repoKey, rotationKey] = await Promise.all([newKey(), newKey()]);
    const identity = new SignedIdentity(repoKey, rotationKey, pds);
    await identity.rename(handle);
    return identity;
  }

  get did(): string {
    return this.steps[0]?.did ?? '';
  }

  /** As web.plc.directory answers `/:did/log/audit`. */
  get log(): readonly Step[] {
    return this.steps;
  }

  /** Another handle, by another signed step. */
  async rename(handle: string): Promise<void> {
    const unsigned = {
      type: 'plc_operation',
      rotationKeys: [await this.rotationKey.exportPublicKey('did')],
      verificationMethods: { atproto: await this.repoKey.exportPublicKey('did') },
      alsoKnownAs: [`at://${handle}`],
      services: { atproto_pds: { type: 'AtprotoPersonalDataServer', endpoint: this.pds } },
      prev: this.steps.at(-1)?.cid ?? null,
    };
    const sig = toBase64Url(await this.rotationKey.sign(encode(unsigned)));
    const operation = { ...unsigned, sig };
    this.steps.push({
      did: this.steps[0]?.did ?? didOf(operation),
      operation,
      cid: toString(await create(0x71, encode(operation))),
      nullified: false,
      createdAt: new Date().toISOString(),
    });
  }
}

function newKey(): Promise<SigningKey> {
  return Secp256k1PrivateKeyExportable.createKeypair();
}
