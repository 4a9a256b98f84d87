/** The signature on a timestamp token (CMS SignedData, RFC 5652; ESS certificate identifiers, RFC 5035 and 5816). */
import { constants, hash, verify, X509Certificate } from 'node:crypto';
import { SignerInfo } from '@peculiar/asn1-cms';
import { AsnConvert } from '@peculiar/asn1-schema';
import { type Der, memberAt, membersOf, readDer } from './der.rules.js';
import { SIGNATURES } from './signatures.rules.js';
import { StampRefused } from './stamp.types.js';

const [INTEGER, OCTETS, SEQUENCE, SET, FIRST] = [0x02, 0x04, 0x30, 0x31, 0xa0] as const;
const CONTENT_TYPE = '1.2.840.113549.1.9.3';
const MESSAGE_DIGEST = '1.2.840.113549.1.9.4';
const SIGNING_CERTIFICATE = '1.2.840.113549.1.9.16.2.12';
const SIGNING_CERTIFICATE_V2 = '1.2.840.113549.1.9.16.2.47';
const TST_INFO = '1.2.840.113549.1.9.16.1.4';

/** RFC 5754; SHA-1 is broken and signs nothing here. */
const DIGESTS: Readonly<Record<string, string>> = {
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
};
const RSA_PLAIN = '1.2.840.113549.1.1.1';
const RSA_PSS = '1.2.840.113549.1.1.10';

export interface SignedToken {
  /** The bytes that were signed: a TSTInfo. */
  readonly content: Buffer;
  readonly signer: X509Certificate;
  /** All that came with it. */
  readonly certificates: readonly X509Certificate[];
}

/** Opens `contentInfo` (DER) where the one signature on it holds. Throws 'signature', or whatever DER it cannot read. */
export function openToken(contentInfo: Buffer): SignedToken {
  const signed = memberAt(memberAt(readDer(contentInfo), 1, FIRST), 0, SEQUENCE);
  const members = membersOf(signed);
  const content = memberAt(memberAt(memberAt(signed, 2, SEQUENCE), 1, FIRST), 0, OCTETS).content;
  const certificates = certificatesIn(members.find(({ tag }) => tag === FIRST));
  const signers = membersOf(members.findLast(({ tag }) => tag === SET) ?? { content: Buffer.alloc(0) });
  const [info] = signers;
  if (!info || signers.length > 1) throw new StampRefused('signature');
  const signer = certificates.find((one) => isSigner(info, one));
  if (!signer || !holds(info, content, signer)) throw new StampRefused('signature');
  return { content, signer, certificates };
}

function certificatesIn(set: Der | undefined): X509Certificate[] {
  const plain = set ? membersOf(set).filter(({ tag }) => tag === SEQUENCE) : [];
  return plain.map(({ raw }) => new X509Certificate(raw));
}

/** By issuer and number, as every authority in use does it; or by the key's identifier, which the certificate then holds. */
function isSigner(info: Der, certificate: X509Certificate): boolean {
  const id = membersOf(info)[1];
  if (id?.tag !== SEQUENCE) return id !== undefined && certificate.raw.includes(id.content);
  const members = membersOf(memberAt(readDer(certificate.raw), 0, SEQUENCE));
  const [serial, , issuer] = members[0]?.tag === FIRST ? members.slice(1) : members;
  const named = [memberAt(id, 0, SEQUENCE), memberAt(id, 1, INTEGER)];
  return [issuer, serial].every((own, i) => own !== undefined && named[i]?.raw.equals(own.raw) === true);
}

function holds(info: Der, content: Buffer, signer: X509Certificate): boolean {
  const { digestAlgorithm, signatureAlgorithm, signature } = AsnConvert.parse(info.raw, SignerInfo);
  const attributes = membersOf(info).find(({ tag }) => tag === FIRST);
  const digest = DIGESTS[digestAlgorithm.algorithm];
  if (!attributes || digest === undefined || !speaksOf({ attributes, content, digest, signer })) return false;
  const { algorithm: name } = signatureAlgorithm;
  // RSA's plain name says nothing of the digest: it is the one stated beside it.
  const algorithm = SIGNATURES[name] ?? ([RSA_PLAIN, RSA_PSS].includes(name) ? digest : undefined);
  const padding = name === RSA_PSS ? { padding: constants.RSA_PKCS1_PSS_PADDING } : {};
  // RFC 5652 section 5.4: signed is the set under its own tag, not under that of its place.
  const set = Buffer.concat([Buffer.from([SET]), attributes.raw.subarray(1)]);
  const key = { key: signer.publicKey, ...padding };
  return algorithm !== undefined && verify(algorithm, set, key, Buffer.from(signature.buffer));
}

interface Speech {
  readonly attributes: Der;
  readonly content: Buffer;
  readonly digest: string;
  readonly signer: X509Certificate;
}

/** What is signed are attributes: of this content, that it is a TSTInfo, and by which certificate. */
function speaksOf({ attributes, content, digest, signer }: Speech): boolean {
  const ofContent = attributeIn(attributes, MESSAGE_DIGEST);
  const ofType = attributeIn(attributes, CONTENT_TYPE);
  if (!ofContent?.content.equals(hash(digest, content, 'buffer'))) return false;
  return ofType?.content.equals(oidBytes(TST_INFO)) === true && namesSigner(attributes, signer);
}

function attributeIn(attributes: Der, type: string): Der | null {
  const wanted = oidBytes(type);
  for (const attribute of membersOf(attributes)) {
    const [name, values] = membersOf(attribute);
    if (name?.content.equals(wanted) && values) return membersOf(values)[0] ?? null;
  }
  return null;
}

/** The signature names the certificate it is to be checked by, so that no other of the same key can be put in its place. */
function namesSigner(attributes: Der, { raw }: X509Certificate): boolean {
  const newer = attributeIn(attributes, SIGNING_CERTIFICATE_V2);
  const value = newer ?? attributeIn(attributes, SIGNING_CERTIFICATE);
  if (!value) return false;
  const members = membersOf(memberAt(memberAt(value, 0, SEQUENCE), 0, SEQUENCE));
  const digest = members.find(({ tag }) => tag === OCTETS)?.content;
  const algorithm = newer ? statedDigest(members[0]) : 'sha1';
  return algorithm !== null && digest?.equals(hash(algorithm, raw, 'buffer')) === true;
}

/** SHA-256 where none is stated. */
function statedDigest(first: Der | undefined): string | null {
  if (first?.tag !== SEQUENCE) return 'sha256';
  const [oid] = membersOf(first);
  const name = Object.keys(DIGESTS).find((one) => oid?.content.equals(oidBytes(one)));
  return name === undefined ? null : (DIGESTS[name] ?? null);
}

/** X.690 section 8.19. */
function oidBytes(oid: string): Buffer {
  const [first = 0, second = 0, ...rest] = oid.split('.').map(Number);
  return Buffer.from([first * 40 + second, ...rest].flatMap(base128));
}

function base128(value: number): number[] {
  const bytes = [value % 128];
  for (let rest = Math.floor(value / 128); rest > 0; rest = Math.floor(rest / 128)) bytes.unshift((rest % 128) + 128);
  return bytes;
}
