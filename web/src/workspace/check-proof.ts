import type { VersionView } from '../../../src/archive/views.types.js';

/** What the server hands over to prove a version; the same can be checked with `openssl` and a calculator. */
export interface VersionProof {
  readonly number: number;
  readonly partsTxt: string;
  readonly parts: readonly { readonly name: string; readonly salt: string }[];
  readonly itemJson: string;
  readonly logged: { readonly entry: string; readonly proof: string } | null;
}

export interface ItemProof {
  readonly verifierKey: string;
  readonly versions: readonly VersionProof[];
}

export type Step = 'parts' | 'commit' | 'inclusion' | 'signature';
/** `unknown`: this browser could not look, which is not the same as finding it wrong. */
export type Verdict = 'holds' | 'wrong' | 'unknown';

type Bytes = Uint8Array<ArrayBuffer>;

const text = (value: string): Bytes => new TextEncoder().encode(value);
const fromHex = (hex: string): Bytes => Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
const fromBase64 = (value: string): Bytes => Uint8Array.from(atob(value), (letter) => letter.codePointAt(0) ?? 0);
const toHex = (bytes: Bytes): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

async function sha256(...parts: readonly Bytes[]): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', await new Blob([...parts]).arrayBuffer()));
}

/** The item's exact bytes under their salt are a line of parts.txt, and say what the screen shows. */
async function checkParts(proof: VersionProof, shown: VersionView): Promise<boolean> {
  const salt = proof.parts.find(({ name }) => name === 'item.json')?.salt ?? '';
  const key = await crypto.subtle.importKey('raw', fromHex(salt), { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
  const mac = new Uint8Array(await crypto.subtle.sign('HMAC', key, text(proof.itemJson)));
  const says = new Map(Object.entries(Object(JSON.parse(proof.itemJson)))).get('text');
  return proof.partsTxt.split('\n').includes(`${toHex(mac)}  item.json`) && says === shown.text;
}

async function checkCommit(proof: VersionProof, entry: string, shown: VersionView): Promise<boolean> {
  const commit = toHex(await sha256(text(proof.partsTxt)));
  const logged = new Map(Object.entries(Object(JSON.parse(entry))));
  const isOfThis = logged.get('snapshot') === shown.snapshotId && logged.get('commit') === commit;
  return isOfThis && shown.commit === `sha256:${commit}`;
}

interface Note {
  readonly size: number;
  readonly root: Bytes;
  readonly body: string;
  readonly signatures: readonly Bytes[];
}

interface LogProof {
  readonly index: number;
  readonly path: readonly Bytes[];
  readonly note: Note;
}

/** C2SP tlog-proof: a line that names the format, the index, the path; an empty line; the checkpoint, a signed note. */
function readProof(proof: string): LogProof {
  const [head = '', ...rest] = proof.split('\n\n');
  const [, index = '', ...path] = head.split('\n');
  const [body = '', signed = ''] = rest;
  const [, size = '', root = ''] = body.split('\n');
  return {
    index: Number(index.replace('index ', '')),
    path: path.map(fromBase64),
    note: {
      size: Number(size),
      root: fromBase64(root),
      body: `${body}\n`,
      signatures: [...signed.matchAll(/^— \S+ (\S+)$/gm)].map(([, value]) => fromBase64(value ?? '')),
    },
  };
}

/** RFC 9162 section 2.1.3.2. */
async function checkInclusion(entry: string, { index, path, note }: LogProof): Promise<boolean> {
  let at = index;
  let last = note.size - 1;
  let hash = await sha256(Uint8Array.of(0), text(entry));
  for (const beside of path) {
    if (last === 0) return false;
    if (at % 2 === 1 || at === last) {
      hash = await sha256(Uint8Array.of(1), beside, hash);
      while (at % 2 === 0 && at !== 0) [at, last] = [at / 2, Math.floor(last / 2)];
    } else {
      hash = await sha256(Uint8Array.of(1), hash, beside);
    }
    [at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
  }
  return last === 0 && toHex(hash) === toHex(note.root);
}

/** C2SP signed note: four bytes of key id, then the Ed25519 signature of the body. */
async function checkSignature(verifierKey: string, { body, signatures }: Note): Promise<boolean> {
  const raw = fromBase64(verifierKey.replace(/^.*?\+[0-9a-f]{8}\+/, '')).slice(1);
  const key = await crypto.subtle.importKey('raw', raw, { name: 'Ed25519' }, false, ['verify']);
  const verdicts = signatures.map((each) => crypto.subtle.verify('Ed25519', key, each.slice(4), text(body)));
  return (await Promise.all(verdicts)).includes(true);
}

async function verdictOf(check: () => Promise<boolean>): Promise<Verdict> {
  try {
    return (await check()) ? 'holds' : 'wrong';
  } catch (cause) {
    // What is not understood here (an algorithm, a page not served over https) is not therefore wrong.
    return cause instanceof DOMException || cause instanceof TypeError ? 'unknown' : 'wrong';
  }
}

/** Works the whole chain out again in the reader's own browser, from the words on the screen to the signed root. */
export async function checkVersion(
  { verifierKey }: ItemProof,
  proof: VersionProof,
  shown: VersionView,
): Promise<readonly (readonly [Step, Verdict])[]> {
  const { logged } = proof;
  if (logged === null) return [];
  const log = readProof(logged.proof);
  return Promise.all([
    verdictOf(() => checkParts(proof, shown)).then((verdict) => ['parts', verdict] as const),
    verdictOf(() => checkCommit(proof, logged.entry, shown)).then((verdict) => ['commit', verdict] as const),
    verdictOf(() => checkInclusion(logged.entry, log)).then((verdict) => ['inclusion', verdict] as const),
    verdictOf(() => checkSignature(verifierKey, log.note)).then((verdict) => ['signature', verdict] as const),
  ]);
}
