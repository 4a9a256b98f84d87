/** RFC 3161: what is asked of a timestamp authority, and whether what it answers is a stamp of what was asked. */
import { hash, type X509Certificate } from 'node:crypto';
import { AsnConvert, OctetString } from '@peculiar/asn1-schema';
import { MessageImprint, TimeStampReq, TimeStampReqVersion, TimeStampResp, TSTInfo } from '@peculiar/asn1-tsp';
import { AlgorithmIdentifier } from '@peculiar/asn1-x509';
import { chainTo, isForStamping, readCertificates } from './chain.rules.js';
import { membersOf, readDer } from './der.rules.js';
import { openToken, type SignedToken } from './signed-token.rules.js';
import { type JudgedStamp, StampRefused } from './stamp.types.js';

const SHA256 = '2.16.840.1.101.3.4.2.1';
const NULL = Uint8Array.from([5, 0]).buffer;
const NONCE_BYTES = 8;
/** granted, grantedWithMods. */
const GRANTED = [0, 1];
const HOUR = 3_600_000;
const LONGEST_SAID = 300;

/** `random`: 8 bytes. The nonce is made a positive number of full length, which every authority sends back as it is. */
export function nonceOf(random: Buffer): Buffer {
  const nonce = Buffer.from(random.subarray(0, NONCE_BYTES));
  nonce[0] = ((nonce[0] ?? 0) & 0x7f) | 0x40;
  return nonce;
}

/** `application/timestamp-query`: the SHA-256 of the bytes, the nonce, and please with the certificates. */
export function stampQuery(data: Uint8Array, nonce: Buffer): Buffer {
  const query = new TimeStampReq({
    version: TimeStampReqVersion.v1,
    messageImprint: new MessageImprint({
      hashAlgorithm: new AlgorithmIdentifier({ algorithm: SHA256, parameters: NULL }),
      hashedMessage: new OctetString(hash('sha256', data, 'buffer')),
    }),
    nonce: Uint8Array.from(nonce).buffer,
    certReq: true,
  });
  return Buffer.from(AsnConvert.serialize(query));
}

export interface StampQuestion {
  readonly data: Uint8Array;
  /** What was sent; null where a kept stamp is judged again. */
  readonly nonce: Buffer | null;
  /** PEM of what is trusted. */
  readonly ca: string;
  /** The stamp's own time has to be about this; null where a kept stamp is judged again. */
  readonly now: Date | null;
}

/** Judges `application/timestamp-reply`. Throws StampRefused, and nothing else whatever the bytes are. */
export function judgeStamp(answer: Buffer, question: StampQuestion): JudgedStamp {
  const trusted = readCertificates(question.ca);
  if (trusted.length === 0) throw new StampRefused('ca-file');
  const { token, info } = readably(() => openAnswer(answer));
  const { hashAlgorithm, hashedMessage } = info.messageImprint;
  const digest = hash('sha256', question.data, 'buffer');
  if (hashAlgorithm.algorithm !== SHA256 || !digest.equals(Buffer.from(hashedMessage.buffer))) {
    throw new StampRefused('other-data');
  }
  if (question.nonce && !(info.nonce && question.nonce.equals(Buffer.from(info.nonce)))) {
    throw new StampRefused('wrong-nonce');
  }
  const at = info.genTime;
  if (question.now && Math.abs(at.getTime() - question.now.getTime()) > HOUR) {
    throw new StampRefused('implausible-time', at.toISOString());
  }
  return { at, chain: readably(() => chainOf(token, { trusted, at })) };
}

function chainOf(
  { signer, certificates }: SignedToken,
  { trusted, at }: { readonly trusted: readonly X509Certificate[]; readonly at: Date },
): X509Certificate[] {
  if (!isForStamping(signer)) throw new StampRefused('not-for-stamping');
  return chainTo(signer, { pool: certificates, trusted, at });
}

/** Whatever cannot be read is no answer. */
function readably<R>(read: () => R): R {
  try {
    return read();
  } catch (cause) {
    if (cause instanceof StampRefused) throw cause;
    throw new StampRefused('not-an-answer', '', { cause });
  }
}

function openAnswer(answer: Buffer): { readonly token: SignedToken; readonly info: TSTInfo } {
  const { status } = AsnConvert.parse(answer, TimeStampResp);
  if (!GRANTED.includes(status.status)) throw notGranted(status);
  const [, contentInfo] = membersOf(readDer(answer));
  if (!contentInfo || readDer(answer).raw.length !== answer.length) throw new StampRefused('not-an-answer');
  const token = openToken(contentInfo.raw);
  const info = AsnConvert.parse(token.content, TSTInfo);
  if (!(info.genTime instanceof Date) || Number.isNaN(info.genTime.getTime())) throw new StampRefused('not-an-answer');
  return { token, info };
}

function notGranted({ status, statusString, failInfo }: TimeStampResp['status']): StampRefused {
  const said = [...(statusString ?? [])]
    .join(' ')
    .replaceAll(/\p{C}+/gu, ' ')
    .slice(0, LONGEST_SAID);
  const why = failInfo ? ` (${failInfo.toJSON().join(', ')})` : '';
  return new StampRefused('not-granted', `${status}${why} ${said}`.trim());
}
