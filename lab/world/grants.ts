import { createHash, randomBytes } from 'node:crypto';
import type { Account } from './world.types.js';

/** A program that a server knows. */
export interface LabApp {
  readonly id: string;
  readonly secret: string;
  readonly redirectUri: string;
  readonly scopes: readonly string[];
}

/** What an owner said yes to, until it is redeemed. */
interface LabCode {
  readonly app: LabApp;
  readonly account: Account;
  readonly scopes: readonly string[];
  readonly challenge: string | null;
  readonly endsAt: number;
  used: boolean;
}

/** What renews a token: good once, where the server rotates. */
interface LabRefresh {
  readonly app: LabApp | null;
  readonly account: Account;
  readonly scopes: readonly string[];
  /** All tokens of one grant: a refresh token that is used again ends them all. */
  readonly family: string;
  used: boolean;
}

const CODE_MS = 10 * 60_000;

/** Programs, codes and refresh tokens of all servers of the lab. */
export class Grants {
  readonly apps = new Map<string, LabApp>();
  readonly codes = new Map<string, LabCode>();
  readonly refreshes = new Map<string, LabRefresh>();
  /** Token → the grant it belongs to. */
  readonly families = new Map<string, string>();
  /** How often a refresh token was presented; for tests that count. */
  readonly renewals: string[] = [];

  register(redirectUri: string, scopes: readonly string[], known?: Pick<LabApp, 'id' | 'secret'>): LabApp {
    const app = { id: known?.id ?? secret(), secret: known?.secret ?? secret(), redirectUri, scopes };
    this.apps.set(app.id, app);
    return app;
  }

  allow(given: Omit<LabCode, 'used' | 'endsAt'>, now: Date): string {
    const code = secret();
    this.codes.set(code, { ...given, used: false, endsAt: now.getTime() + CODE_MS });
    return code;
  }

  /** Null: unknown, used, late, of another program, or without its proof (RFC 7636 4.6). */
  redeem(code: string, { app, verifier, now }: { app: LabApp; verifier: string | null; now: Date }): LabCode | null {
    const found = this.codes.get(code);
    if (!found || found.used || found.app !== app || found.endsAt <= now.getTime()) return null;
    if (found.challenge !== null && found.challenge !== challengeOf(verifier ?? '')) return null;
    found.used = true;
    return found;
  }

  keepRefresh(given: Omit<LabRefresh, 'used'>): string {
    const refresh = secret();
    this.refreshes.set(refresh, { ...given, used: false });
    return refresh;
  }
}

export function secret(): string {
  return randomBytes(24).toString('base64url');
}

function challengeOf(verifier: string): string {
  return createHash('sha256').update(verifier).digest('base64url');
}
