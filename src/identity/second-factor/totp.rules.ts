import { generateSecret, generateURI, verifySync } from 'otplib';
import { encode } from 'uqr';
import type { QrCode } from '../people.types.js';

/** RFC 6238 as every authenticator app has it: SHA-1, six digits, a new code every half minute. */
const STEP_SECONDS = 30;

/** 160 bits in base 32. */
export function newFactorSecret(): string {
  return generateSecret();
}

/** What an authenticator app reads: `otpauth://totp/…`. */
export function factorAddress(secret: string, { issuer, login }: { issuer: string; login: string }): string {
  return generateURI({ issuer, label: login, secret });
}

/**
 * The half minute, counted since 1970, whose code this is: the present one, the one before or the one after, because
 * clocks differ and people type. Null: of none of them. Compared in constant time.
 */
export function stepOf(code: string, secret: string, at: Date): number | null {
  const epoch = Math.floor(at.getTime() / 1000);
  const found = verifySync({ secret, token: code, epoch, epochTolerance: STEP_SECONDS });
  return found.valid ? Math.floor(epoch / STEP_SECONDS) + found.delta : null;
}

export function qrCode(text: string): QrCode {
  const { size, data } = encode(text, { ecc: 'M', border: 4 });
  const path = data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : []))).join('');
  return { size, path };
}
