import type { Config } from '../platform/index.js';

/** How we present ourselves to platforms, so that their operators can reach us. */
export function userAgent({ contact }: Config): string {
  return `Akta/0.1 (public-records archive${contact === null ? '' : `; ${contact.replaceAll(/[^\x20-\x7e]/g, '')}`})`;
}
