/** Certificate revocation lists (RFC 5280 section 5): where they are, and whether one speaks against a certificate. */
import { verify, type X509Certificate } from 'node:crypto';
import { AsnConvert } from '@peculiar/asn1-schema';
import { Certificate, CertificateList, CRLDistributionPoints, id_ce_cRLDistributionPoints } from '@peculiar/asn1-x509';
import { memberAt, membersOf, readDer } from './der.rules.js';
import { SIGNATURES } from './signatures.rules.js';

const SEQUENCE = 0x30;

/** Web addresses a certificate names for its list; other ways (LDAP) are not gone. Null where they cannot be read. */
export function listAddresses({ raw }: X509Certificate): string[] | null {
  try {
    const { tbsCertificate } = AsnConvert.parse(raw, Certificate);
    const extension = tbsCertificate.extensions?.find(({ extnID }) => extnID === id_ce_cRLDistributionPoints);
    if (!extension) return [];
    const points = AsnConvert.parse(extension.extnValue.buffer, CRLDistributionPoints);
    const names = [...points].flatMap(({ distributionPoint }) => distributionPoint?.fullName ?? []);
    return names.flatMap(({ uniformResourceIdentifier: url }) => (url && /^https?:\/\//.test(url) ? [url] : []));
  } catch {
    return null;
  }
}

/** Of a list (DER) by the issuer of this certificate; 'unreadable' where it is none, or not signed by that issuer. */
export function standingIn(
  list: Buffer,
  certificate: X509Certificate,
  issuer: X509Certificate,
): 'good' | 'revoked' | 'unreadable' {
  try {
    const { tbsCertList, signatureAlgorithm, signature } = AsnConvert.parse(list, CertificateList);
    const signed = memberAt(readDer(list), 0, SEQUENCE).raw;
    const algorithm = SIGNATURES[signatureAlgorithm.algorithm];
    if (algorithm === undefined || !verify(algorithm, signed, issuer.publicKey, Buffer.from(signature))) {
      return 'unreadable';
    }
    const number = serialOf(certificate);
    const revoked = (tbsCertList.revokedCertificates ?? []).some(({ userCertificate }) =>
      number.equals(Buffer.from(userCertificate)),
    );
    return revoked ? 'revoked' : 'good';
  } catch {
    return 'unreadable';
  }
}

function serialOf({ raw }: X509Certificate): Buffer {
  const [first, second] = membersOf(memberAt(readDer(raw), 0, SEQUENCE));
  return (first?.tag === 0xa0 ? second : first)?.content ?? Buffer.alloc(0);
}
