import type { ExportLinkView } from '../../../src/exports/links/export-link.types.js';

const EXPORT = '/exports/e1/links';
/** Fetched twice as soon as it is there: once whole, and once not to the end. */
const LINK: ExportLinkView = {
  id: 'l1',
  exportId: 'e1',
  state: 'open',
  madeAt: '2026-05-20T14:01:00.000Z',
  madeBy: 'Marta Zielinski',
  expiresAt: '2026-06-03T14:01:00.000Z',
  fetched: 2,
  fetches: [
    { at: '2026-05-21T08:00:00.000Z', part: 2, bytes: 1234, outcome: 'part' },
    { at: '2026-05-20T15:00:00.000Z', part: 1, bytes: 99_000, outcome: 'whole' },
  ],
};

/** The one link of the one export of the fixture server. */
export class LinkDesk {
  private links: readonly ExportLinkView[] = [];

  /** Null where the address is of no link. */
  read(path: string): { status: number; body: unknown } | null {
    return path === EXPORT ? { status: 200, body: { items: this.links } } : null;
  }

  change(path: string): { status: number; body: unknown } | null {
    if (path === EXPORT) {
      this.links = [LINK];
      const opened = { id: 'l1', path: '/api/v1/export-links/shown-once/file', url: null, expiresAt: LINK.expiresAt };
      return { status: 201, body: opened };
    }
    if (path !== '/export-links/l1') return null;
    this.links = [{ ...LINK, state: 'closed' }];
    return { status: 200, body: null };
  }
}
