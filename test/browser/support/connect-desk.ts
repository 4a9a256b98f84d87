import { access, asked, clauseTask, connected, connectLinks, LINK, limits } from '../../../web/fixtures/connections.js';

interface Answered {
  readonly status: number;
  readonly body: unknown;
}

/** What the API answers of access to accounts; null for every other path. */
export function readConnections(path: string): Answered | null {
  const [, kind, , what] = path.split('/');
  if (path === '/access') return { status: 200, body: { items: [access] } };
  if (path === '/clause-tasks') return { status: 200, body: { items: [clauseTask] } };
  if (kind !== 'accounts') return null;
  if (what === 'access') return { status: 200, body: access };
  if (what === 'limits') return { status: 200, body: limits };
  if (what === 'connection') return { status: 200, body: asked };
  return what === 'connect-links' ? { status: 200, body: { items: connectLinks } } : null;
}

/** For the owner of a personal link, who signs in nowhere, and for whoever connects. */
export function changeConnections(path: string, { link }: { readonly link?: string }): Answered | null {
  if (path.startsWith('/connect-link/') && link !== LINK) {
    const detail =
      'This link opens nothing. Check that the address is complete, or ask the office that gave it to you.';
    return { status: 404, body: { title: 'No such thing', status: 404, detail } };
  }
  if (path === '/connect-link/open') {
    return { status: 200, body: { ...asked, language: 'pl', expiresAt: '2026-05-25T14:00:00.000Z' } };
  }
  if (path === '/connect-link/ask' || /^\/accounts\/[^/]+\/connection$/.test(path)) {
    return { status: 200, body: { id: 'c1', address: '/connect/answer?state=st4te&code=c0de', until: '' } };
  }
  if (path === '/connect-link/answer' || path === '/connection-answers') return { status: 200, body: connected };
  if (!path.endsWith('/connect-links')) return null;
  const issued = { id: 'l2', path: `/connect#${LINK}`, url: `https://records.newford.example/connect#${LINK}` };
  return { status: 201, body: { ...issued, expiresAt: '2026-05-27T14:00:00.000Z' } };
}
