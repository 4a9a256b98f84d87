import type { Platform } from './observation.types.js';

/** What a platform's terms say that bears on keeping, in our own words. */
export interface PlatformClause {
  readonly key: string;
  readonly platforms: readonly Platform[];
  readonly en: string;
  readonly pl: string;
  /** What of it stands against a duty to keep: items that were removed there, or anything once our access has ended. */
  readonly demands: readonly ('removed-items' | 'ended-access')[];
  readonly source: { readonly title: string; readonly url: string };
  /** The day on which somebody last compared it with its source. */
  readonly checked: string;
  /** `read`: in the source itself. `assumed`: from a digest or from memory; read the source before relying on it. */
  readonly trust: 'read' | 'assumed';
}

const META: readonly Platform[] = ['facebook', 'instagram', 'threads'];
const X_GUIDELINES = { title: 'X developer guidelines', url: 'https://docs.x.com/developer-guidelines' };
const META_TERMS = { title: 'Meta Platform Terms', url: 'https://developers.facebook.com/terms' };
const YOUTUBE_POLICIES = {
  title: 'YouTube API Services, developer policies',
  url: 'https://developers.google.com/youtube/terms/developer-policies',
};
const CHECKED = '2026-11-22';

/**
 * Data, not advice: a person reads the source, and decides. `x`: developer-guidelines.mdx of xdevplatform/docs, lines
 * 290–312 and 380–386; `youtube`: the principles in the preamble of the policies.
 */
export const PLATFORM_CLAUSES: readonly PlatformClause[] = [
  {
    key: 'x-removed-within-a-day',
    platforms: ['x'],
    en: 'What is removed on X is to be deleted within 24 hours by whoever stores it. A law that demands keeping says the opposite.',
    pl: 'To, co usunięto w X, należy usunąć u siebie w ciągu 24 godzin. Przepisy o przechowywaniu akt nakazują co innego.',
    demands: ['removed-items'],
    source: X_GUIDELINES,
    checked: CHECKED,
    trust: 'read',
  },
  {
    key: 'x-government-enterprise',
    platforms: ['x'],
    en: 'Use by government needs the Enterprise tier of the API.',
    pl: 'Korzystanie przez administrację publiczną wymaga poziomu Enterprise interfejsu API.',
    demands: [],
    source: X_GUIDELINES,
    checked: CHECKED,
    trust: 'read',
  },
  {
    key: 'x-all-after-access',
    platforms: ['x'],
    en: 'All data of X is to be deleted within ten business days after access to the API ends.',
    pl: 'Wszystkie dane z X należy usunąć w ciągu dziesięciu dni roboczych od ustania dostępu do API.',
    demands: ['ended-access'],
    source: X_GUIDELINES,
    checked: CHECKED,
    trust: 'read',
  },
  {
    key: 'meta-unless-law-requires',
    platforms: META,
    en: 'Data of the platform is to be deleted when it is no longer needed, when access ends and when a person asks for it, unless a law requires that it be kept.',
    pl: 'Dane z platformy należy usunąć, gdy nie są już potrzebne, gdy ustaje dostęp i na żądanie osoby, chyba że przepisy nakazują je przechowywać.',
    demands: ['removed-items', 'ended-access'],
    source: META_TERMS,
    checked: CHECKED,
    trust: 'assumed',
  },
  {
    key: 'linkedin-storage-limits',
    platforms: ['linkedin'],
    en: 'Data of members may be stored for limited times only, and is to be deleted when the member removes it or asks for it.',
    pl: 'Dane członków wolno przechowywać tylko przez ograniczony czas; należy je usunąć, gdy członek je usunie lub o to poprosi.',
    demands: ['removed-items'],
    source: {
      title: 'LinkedIn Marketing API, data storage requirements',
      url: 'https://learn.microsoft.com/linkedin/marketing/data-storage-requirements',
    },
    checked: CHECKED,
    trust: 'assumed',
  },
  {
    key: 'youtube-local-law',
    platforms: ['youtube'],
    en: 'Where local law demands that data be stored for a certain time, that law is followed.',
    pl: 'Tam, gdzie prawo miejscowe nakazuje przechowywać dane przez określony czas, stosuje się to prawo.',
    demands: [],
    source: YOUTUBE_POLICIES,
    checked: CHECKED,
    trust: 'read',
  },
  {
    key: 'mastodon-own-server',
    platforms: ['mastodon'],
    en: 'Each server has rules of its own. None is known that demands deletion of what the account itself published.',
    pl: 'Każdy serwer ma własne zasady. Nie są znane takie, które nakazywałyby usunięcie tego, co konto samo opublikowało.',
    demands: [],
    source: { title: 'The rules page of the server', url: 'https://docs.joinmastodon.org/admin/config/' },
    checked: CHECKED,
    trust: 'assumed',
  },
  {
    key: 'bluesky-public-records',
    platforms: ['bluesky'],
    en: 'What an account publishes is a public signed record. No clause is known that demands its deletion by whoever keeps a copy.',
    pl: 'To, co konto publikuje, jest publicznym, podpisanym zapisem. Nie jest znana klauzula nakazująca usuwanie kopii.',
    demands: [],
    source: { title: 'Bluesky, developer guidelines', url: 'https://docs.bsky.app/docs/support/developer-guidelines' },
    checked: CHECKED,
    trust: 'assumed',
  },
];

export function clausesOf(platform: Platform): readonly PlatformClause[] {
  return PLATFORM_CLAUSES.filter(({ platforms }) => platforms.includes(platform));
}

/** Whether whoever connects an account there has to say on what ground it is kept nevertheless. */
export function demandsGround(platform: Platform): boolean {
  return clausesOf(platform).some(({ demands }) => demands.length > 0);
}
