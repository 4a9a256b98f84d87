import type { Config } from '../config/config.js';

/** How we present ourselves to platforms and other servers, so that their operators can reach us. */
export function userAgent({ contact }: Pick<Config, 'contact'>): string {
  return `Akta/0.1 (public-records archive${contact === null ? '' : `; ${contact.replaceAll(/[^\x20-\x7e]/g, '')}`})`;
}
