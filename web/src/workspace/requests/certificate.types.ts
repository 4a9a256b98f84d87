import type { Language } from '../../../../src/platform/sentences/sentences.js';
import type { Certificate } from '../../../../src/requests/certificate.js';

/** As the API answers it: with its sentence in both languages. */
export type CertificateView = Certificate & { readonly sentences: Readonly<Record<Language, string>> };
