import { hash, randomBytes } from 'node:crypto';

const KEY = /^akta_[A-Za-z0-9_-]{43}$/;

/** 256 random bits; a stolen table of digests opens nothing, so no salt and no slow hash are needed. */
export function newKey(): string {
  return `akta_${randomBytes(32).toString('base64url')}`;
}

export function newSessionToken(): string {
  return randomBytes(32).toString('base64url');
}

export function looksLikeKey(text: string): boolean {
  return KEY.test(text);
}

/** SHA-256: the only form in which a key or a session's token is kept. */
export function credentialDigest(credential: string): Buffer {
  return hash('sha256', credential, 'buffer');
}
