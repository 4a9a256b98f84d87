import type { Post, Server } from '../world/world.types.js';

export function escapeHtml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}

const TAG = /(^|[\s(])#([\p{L}\p{N}_]+)/gu;
const LINK = /https?:\/\/[^\s<]+[^\s<.,;:)]/g;
const MENTION = /(^|[\s(.])@([A-Za-z0-9_]+)(?:@([A-Za-z0-9.-]*[A-Za-z0-9]))?/g;

export interface Mentioned {
  readonly username: string;
  readonly host: string;
}

/** The tags of a text, without # and lower-cased as Mastodon lists them (recorded: test_tag_* cassettes). */
export function tagsOf(text: string): string[] {
  return [...new Set([...text.matchAll(TAG)].map((match) => (match[2] ?? '').toLowerCase()))];
}

export function mentionsOf(text: string, localHost: string): Mentioned[] {
  return [...text.matchAll(MENTION)].map((match) => ({ username: match[2] ?? '', host: match[3] ?? localHost }));
}

/** Mastodon's HTML of a plain text (recorded: paragraphs, hashtags, mentions, links in the cassettes' `content`). */
export function statusHtml(text: string, server: Server, known: (mentioned: Mentioned) => boolean): string {
  const rich = escapeHtml(text)
    .replace(LINK, linkHtml)
    .replace(TAG, (_all, before: string, tag: string) => {
      const url = `https://${server.host}/tags/${encodeURIComponent(tag)}`;
      return `${before}<a href="${url}" class="mention hashtag" rel="tag">#<span>${tag}</span></a>`;
    })
    .replace(MENTION, (all, before: string, username: string, host: string | undefined) => {
      const at = host ?? server.host;
      if (!known({ username, host: at })) return all;
      const link = `<a href="https://${at}/@${username}" class="u-url mention">@<span>${username}</span></a>`;
      return `${before}<span class="h-card" translate="no">${link}</span>`;
    });
  return rich === '' ? '' : `<p>${rich.replace(/\n{2,}/g, '</p><p>').replace(/\n/g, '<br>')}</p>`;
}

/** The part of a URL beyond 30 characters is hidden in spans (recorded: test_status_card). */
function linkHtml(url: string): string {
  const scheme = url.startsWith('https') ? 'https://' : 'http://';
  const rest = url.slice(scheme.length);
  const shown = rest.slice(0, 30);
  const cut = rest.length > 30 ? 'ellipsis' : '';
  return (
    `<a href="${url}" target="_blank" rel="nofollow noopener" translate="no"><span class="invisible">${scheme}</span>` +
    `<span class="${cut}">${shown}</span><span class="invisible">${rest.slice(30)}</span></a>`
  );
}

/** Before the text of a quoting post, for readers that know no quotes (recorded: test_status_post_with_quote). */
export function quoteHtml(quoted: Post, url: string): string {
  return quoted.removedAt ? '' : `<p class="quote-inline">RE: ${linkHtml(url)}</p>`;
}
