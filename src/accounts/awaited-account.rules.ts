import type { Candidate, DetectedAccount } from '../connectors/index.js';

/**
 * An account that nobody has looked at: its platform shows it to nobody until its owner grants access. Until then it is
 * known by the address that was typed alone; `awaits` is the name it has in that.
 */
export function awaitedAccount({ platform, url, handle }: Candidate, typed: string): DetectedAccount {
  const account = {
    canonicalUri: url,
    handle,
    nativeId: handle,
    url: /^https?:\/\//i.test(typed) && URL.canParse(typed) ? new URL(typed).href : url,
    title: handle,
  };
  const settings = { apiBase: url.slice(0, url.lastIndexOf('/')), awaits: handle };
  return {
    platform,
    address: url,
    probe: { account, software: new URL(url).host, limits: ['not-connected'], settings },
  };
}

/** The name by which an account waits to be connected; null for one that was looked at. */
export function awaitedName(settings: Readonly<Record<string, unknown>>): string | null {
  const { awaits } = settings;
  return typeof awaits === 'string' ? awaits : null;
}

/** SQL over rows of account: it waits to be connected, and is not looked at until then. */
export const AWAITED_SQL = `(settings ? 'awaits')`;
