import { randomBytes, type X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { type NamedAuthority, OutboundError, type OutboundPost } from '../../../platform/index.js';
import { listAddresses, standingIn } from '../revocation.rules.js';
import { judgeStamp, nonceOf, stampQuery } from '../stamp.rules.js';
import { StampRefused } from '../stamp.types.js';
import { type FreshStamp, TimestampAuthority } from '../timestamp-authority.port.js';

/** A stamp has some 2 to 8 kB. */
const MOST_ANSWER = 256 * 1024;
const MOST_LIST = 8 * 1024 * 1024;
const TIMEOUT_MS = 20_000;
const HEADERS = { 'content-type': 'application/timestamp-query', accept: 'application/timestamp-reply' };

/** RFC 3161 section 3.4: over HTTP. */
export class HttpTimestampAuthority extends TimestampAuthority {
  constructor(
    private readonly named: NamedAuthority,
    private readonly http: OutboundPost,
    private readonly now: () => Date,
  ) {
    super();
  }

  get name(): string {
    return this.named.name;
  }

  async stamp(data: Uint8Array, signal?: AbortSignal): Promise<FreshStamp> {
    const ca = await this.trusted();
    const nonce = nonceOf(randomBytes(8));
    const answer = await this.ask(stampQuery(data, nonce), signal);
    const { at, chain } = judgeStamp(answer, { data, nonce, ca, now: this.now() });
    const seen = await this.lists(chain, signal);
    const [root, ...others] = chain.toReversed();
    const above = others.toReversed().map((one) => one.toString());
    return { at, answer, above: above.join(''), ca: String(root), ...seen };
  }

  private async trusted(): Promise<string> {
    try {
      return await readFile(this.named.caFile, 'utf8');
    } catch (cause) {
      throw new StampRefused('ca-file', this.named.caFile, { cause });
    }
  }

  private async ask(query: Buffer, signal?: AbortSignal): Promise<Buffer> {
    const limits = { maxBytes: MOST_ANSWER, timeoutMs: TIMEOUT_MS, ...(signal ? { signal } : {}) };
    try {
      const { status, body } = await this.http.post(this.named.url, query, { headers: HEADERS, ...limits });
      if (status !== 200) throw new StampRefused('unreachable', `HTTP ${status}`);
      return Buffer.from(body);
    } catch (error) {
      if (!(error instanceof OutboundError)) throw error;
      const fault = error.fault === 'too-large' ? 'too-large' : 'unreachable';
      throw new StampRefused(fault, error.message, { cause: error });
    }
  }

  /** What speaks for each certificate below the trusted one today: kept, because later nobody can ask for it any more. */
  private async lists(
    chain: readonly X509Certificate[],
    signal?: AbortSignal,
  ): Promise<Pick<FreshStamp, 'revocations' | 'unseen'>> {
    const revocations: Buffer[] = [];
    let unseen = 0;
    for (const [i, certificate] of chain.slice(0, -1).entries()) {
      const issuer = chain[i + 1] ?? certificate;
      for (const address of listAddresses(certificate) ?? [null]) {
        const list = address === null ? null : await this.fetchList(address, signal);
        const standing = list ? standingIn(list, certificate, issuer) : 'unreadable';
        if (standing === 'revoked') throw new StampRefused('revoked');
        if (list && standing === 'good') revocations.push(list);
        else unseen += 1;
      }
    }
    return { revocations, unseen };
  }

  private async fetchList(address: string, signal?: AbortSignal): Promise<Buffer | null> {
    const limits = { maxBytes: MOST_LIST, timeoutMs: TIMEOUT_MS, ...(signal ? { signal } : {}) };
    try {
      const { status, body } = await this.http.get(address, limits);
      return status === 200 ? Buffer.from(body) : null;
    } catch {
      return null;
    }
  }
}
