const STORED = 'akta.connect-link';

/**
 * The secret of a personal link stands behind the #, which no browser sends to a server. It is taken out of the address
 * at once, and stays in this tab until the owner is back from the platform.
 */
export function takeLink(): string | null {
  const secret = location.hash.slice(1);
  if (secret !== '') {
    sessionStorage.setItem(STORED, secret);
    history.replaceState(history.state, '', location.pathname);
  }
  return sessionStorage.getItem(STORED);
}

export function heldLink(): string | null {
  return sessionStorage.getItem(STORED);
}

export function dropLink(): void {
  sessionStorage.removeItem(STORED);
}

/** Whether a screen is for whoever came by a personal link. */
export function isOwners(path: string): boolean {
  return path === '/connect' || (path === '/connect/answer' && heldLink() !== null);
}
