import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addressOf, listenLocally } from './local-server.js';

export const hasOpenssl =
  spawnSync('openssl', ['version'], { encoding: 'utf8' }).stdout?.startsWith('OpenSSL 3') ?? false;
if (!hasOpenssl) console.warn('Skipped: OpenSSL 3 is not on this machine, so no timestamp authority is made.');

const CONFIG = `
[ tsa ]
default_tsa = one
[ one ]
serial = ./serial
crypto_device = builtin
signer_cert = ./tsa.pem
certs = ./above.pem
signer_key = ./tsa.key
signer_digest = sha256
default_policy = 1.3.6.1.4.1.99999.1
digests = sha256
accuracy = secs:1
ordering = yes
tsa_name = yes
ess_cert_id_chain = no
ess_cert_id_alg = sha256
[ req ]
distinguished_name = dn
[ dn ]
[ ca ]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign,cRLSign
[ stamping ]
basicConstraints = critical,CA:FALSE
keyUsage = critical,digitalSignature
extendedKeyUsage = critical,timeStamping
crlDistributionPoints = URI:CRL_ADDRESS
[ serving ]
basicConstraints = critical,CA:FALSE
keyUsage = critical,digitalSignature
extendedKeyUsage = serverAuth
[ issuing ]
default_ca = issuer
[ issuer ]
database = ./index.txt
crlnumber = ./crlnumber
default_md = sha256
default_crl_days = 30
`;

/** What it does instead of stamping what it was sent. */
export type TsaMischief = (query: Buffer, tsa: TimestampTwin) => { readonly status?: number; readonly body: Buffer };

/** A timestamp authority of our own: OpenSSL's, behind HTTP, with its root, its own certificate and its revocation list. */
export class TimestampTwin {
  readonly folder = mkdtempSync(join(tmpdir(), 'akta-tsa-'));
  readonly queries: Buffer[] = [];
  mischief: TsaMischief | null = null;
  /** Whether the list can be fetched. */
  listed = true;
  private stop: () => Promise<void> = () => Promise.resolve();
  private address = '';

  static async open(): Promise<TimestampTwin> {
    const twin = new TimestampTwin();
    const server = createServer((request, response) => void twin.answer(request, response));
    twin.stop = await listenLocally(server);
    twin.address = addressOf(server);
    twin.makeRoot();
    twin.certify('tsa');
    return twin;
  }

  get url(): string {
    return `http://${this.address}/tsr`;
  }

  get caFile(): string {
    return join(this.folder, 'ca.pem');
  }

  async close(): Promise<void> {
    await this.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** What it would honestly answer to a query. */
  reply(query: Buffer): Buffer {
    this.write('query.tsq', query);
    this.openssl('ts', '-reply', '-config', 'tsa.cnf', '-queryfile', 'query.tsq', '-out', 'reply.tsr');
    return readFileSync(join(this.folder, 'reply.tsr'));
  }

  /** A query for other bytes. */
  queryFor(data: string, ...more: readonly string[]): Buffer {
    this.write('data', data);
    this.openssl('ts', '-query', '-data', 'data', '-sha256', '-cert', '-out', 'other.tsq', ...more);
    return readFileSync(join(this.folder, 'other.tsq'));
  }

  /** A certificate for its key from now on: for stamping, unless told; `days` may lie behind us. */
  certify(
    name: string,
    { use = 'stamping', dates = ['-days', '3650'] }: { use?: string; dates?: readonly string[] } = {},
  ): void {
    this.openssl('req', '-new', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', 'tsa.key', '-out', 'tsa.csr', '-subj', `/CN=${name}`, '-config', 'tsa.cnf'); // prettier-ignore
    this.openssl('x509', '-req', '-in', 'tsa.csr', '-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-out', 'tsa.pem', ...dates, '-extfile', 'tsa.cnf', '-extensions', use); // prettier-ignore
  }

  revoke(): void {
    this.openssl('ca', '-config', 'tsa.cnf', '-name', 'issuer', '-cert', 'ca.pem', '-keyfile', 'ca.key', '-revoke', 'tsa.pem'); // prettier-ignore
    this.makeList();
  }

  openssl(...args: readonly string[]): string {
    return execFileSync('openssl', args, { cwd: this.folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  }

  write(name: string, content: string | Buffer): void {
    writeFileSync(join(this.folder, name), content);
  }

  makeRoot(): void {
    this.write('tsa.cnf', CONFIG.replace('CRL_ADDRESS', `http://${this.address}/list.crl`));
    this.openssl('req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', 'ca.key', '-out', 'ca.pem', '-days', '3650', '-subj', '/CN=Newford test root', '-config', 'tsa.cnf', '-extensions', 'ca'); // prettier-ignore
    this.write('above.pem', readFileSync(this.caFile));
    this.write('serial', '01\n');
    this.write('index.txt', '');
    this.write('crlnumber', '01\n');
    this.makeList();
  }

  private makeList(): void {
    this.openssl('ca', '-config', 'tsa.cnf', '-name', 'issuer', '-cert', 'ca.pem', '-keyfile', 'ca.key', '-gencrl', '-out', 'list.pem'); // prettier-ignore
    this.openssl('crl', '-in', 'list.pem', '-outform', 'DER', '-out', 'list.crl');
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.method === 'GET') {
      response.writeHead(this.listed ? 200 : 404);
      response.end(this.listed ? readFileSync(join(this.folder, 'list.crl')) : '');
      return;
    }
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(Buffer.from(piece));
    const query = Buffer.concat(pieces);
    this.queries.push(query);
    const { status = 200, body } = this.mischief ? this.mischief(query, this) : { body: this.reply(query) };
    response.writeHead(status, { 'content-type': 'application/timestamp-reply' });
    response.end(body);
  }
}
