import { X509Certificate } from 'node:crypto';
import { AsnConvert } from '@peculiar/asn1-schema';
import { Certificate, ExtendedKeyUsage, id_ce_extKeyUsage, id_kp_timeStamping } from '@peculiar/asn1-x509';
import { StampRefused } from './stamp.types.js';

const DEEPEST = 8;
const PEM = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

/** Every certificate of a PEM text; none where one of them cannot be read. */
export function readCertificates(pem: string): X509Certificate[] {
  try {
    return Array.from(pem.matchAll(PEM), ([text]) => new X509Certificate(text));
  } catch {
    return [];
  }
}

/**
 * From a certificate to one that is trusted, each signed by the next and valid at that time (RFC 5280 section 6, without
 * policies and names). Throws 'unknown-authority' or 'expired'.
 */
export function chainTo(
  leaf: X509Certificate,
  { pool, trusted, at }: { pool: readonly X509Certificate[]; trusted: readonly X509Certificate[]; at: Date },
): X509Certificate[] {
  const chain = [leaf];
  for (let top = leaf; !trusted.some((one) => one.raw.equals(top.raw));) {
    const next = [...trusted, ...pool].find((one) => one.ca && top.checkIssued(one) && top.verify(one.publicKey));
    if (!next || chain.length === DEEPEST) throw new StampRefused('unknown-authority');
    chain.push(next);
    top = next;
  }
  if (!chain.every((one) => isValidAt(one, at))) throw new StampRefused('expired');
  return chain;
}

function isValidAt({ validFrom, validTo }: X509Certificate, at: Date): boolean {
  return Date.parse(validFrom) <= at.getTime() && at.getTime() <= Date.parse(validTo);
}

/** RFC 3161 section 2.3: a key for timestamps is for nothing else, and its certificate insists on that. */
export function isForStamping(certificate: X509Certificate): boolean {
  const { tbsCertificate } = AsnConvert.parse(certificate.raw, Certificate);
  const usage = tbsCertificate.extensions?.find(({ extnID }) => extnID === id_ce_extKeyUsage);
  if (!usage?.critical) return false;
  const purposes = AsnConvert.parse(usage.extnValue.buffer, ExtendedKeyUsage);
  return purposes.length === 1 && purposes[0] === id_kp_timeStamping;
}
