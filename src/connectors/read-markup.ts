import { Parser } from 'htmlparser2';

export interface MarkupText {
  /** Plain text: paragraphs parted by an empty line, `<br>` a line break, links as their full visible address. */
  readonly text: string;
  readonly links: readonly { readonly url: string; readonly title: null }[];
  /** Without `#`, as written. */
  readonly tags: readonly string[];
  /** `@user@host`, from the address each mention leads to. */
  readonly mentions: readonly string[];
}

interface Anchor {
  readonly href: string;
  readonly kind: 'link' | 'tag' | 'mention';
  readonly from: number;
}

const BLOCKS = new Set([
  'p',
  'div',
  'blockquote',
  'pre',
  'ul',
  'ol',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'table',
  'section',
  'article',
]);
const LINES = new Set(['li', 'tr', 'dt', 'dd']);
const SILENT = new Set(['script', 'style', 'template', 'noscript', 'head', 'title', 'iframe', 'object', 'svg', 'math']);

/**
 * A post's HTML as plain text, with what its anchors say. Mastodon wraps the ends of a long address in spans of class
 * `invisible` for its own page; they are part of what the author wrote and are kept. Tags and mentions are read from the
 * markup alone, because the entries of an edit history carry nothing else: so a version reads the same from both.
 */
export function readMarkup(html: string): MarkupText {
  if (!html.includes('<') && !html.includes('&')) return { text: tidy(html), links: [], tags: [], mentions: [] };
  return read(html) ?? read(html.replaceAll(/<(?!\/?p\b|br\b)[^<>]*>/gi, '')) ?? { ...NOTHING, text: tidy(html) };
}

/** Deeper than any post; the parser's time grows with the square of it. */
const MAX_DEPTH = 200;
const NOTHING: MarkupText = { text: '', links: [], tags: [], mentions: [] };

/** Null for markup nested beyond reason. */
function read(html: string): MarkupText | null {
  const reader = new Reader();
  const parser = new Parser(reader, { decodeEntities: true, lowerCaseTags: true });
  for (let at = 0; at < html.length && reader.depth <= MAX_DEPTH; at += CHUNK) parser.write(html.slice(at, at + CHUNK));
  if (reader.depth > MAX_DEPTH) return null;
  parser.end();
  return reader.result();
}

const CHUNK = 16_384;

class Reader {
  depth = 0;
  private text = '';
  private silent = 0;
  private inQuoteFallback = false;
  private readonly anchors: (Anchor | null)[] = [];
  private readonly links = new Set<string>();
  private readonly tags = new Set<string>();
  private readonly mentions = new Set<string>();

  onopentag(name: string, attributes: Record<string, string>): void {
    this.depth += 1;
    if (name === 'p' && isQuoteFallback(attributes)) {
      this.inQuoteFallback = true;
      this.silent += 1;
    } else if (SILENT.has(name)) this.silent += 1;
    else if (name === 'br') this.text += '\n';
    else if (BLOCKS.has(name)) this.breakTo(2);
    else if (LINES.has(name)) this.breakTo(1);
    else if (name === 'img') this.text += attributes['alt'] ?? '';
    if (name === 'a') this.anchors.push(anchorOf(attributes, this.text.length));
  }

  ontext(text: string): void {
    if (this.silent === 0) this.text += text.replaceAll(/[ \t]*[\r\n][ \t\r\n]*/g, ' ');
  }

  onclosetag(name: string): void {
    this.depth -= 1;
    if (name === 'p' && this.inQuoteFallback) {
      this.inQuoteFallback = false;
      this.silent -= 1;
    } else if (SILENT.has(name)) this.silent -= 1;
    else if (BLOCKS.has(name)) this.breakTo(2);
    else if (LINES.has(name)) this.breakTo(1);
    else if (name === 'a') this.closeAnchor();
  }

  result(): MarkupText {
    return {
      text: tidy(this.text),
      links: [...this.links].map((url) => ({ url, title: null })),
      tags: [...this.tags],
      mentions: [...this.mentions],
    };
  }

  private closeAnchor(): void {
    const anchor = this.anchors.pop();
    if (!anchor || this.silent > 0) return;
    const words = this.text.slice(anchor.from).trim();
    if (anchor.kind === 'tag') this.tags.add(words.replace(/^#/, ''));
    else if (anchor.kind === 'mention') this.mentions.add(handleOf(anchor.href) ?? words);
    else this.links.add(anchor.href);
  }

  private breakTo(lines: number): void {
    if (this.text === '') return;
    let present = 0;
    while (present < lines && this.text[this.text.length - 1 - present] === '\n') present += 1;
    this.text += '\n'.repeat(lines - present);
  }
}

/** The line "RE: address" a server puts before a quoting post for readers that know no quotes. It goes with the quoted. */
function isQuoteFallback(attributes: Record<string, string>): boolean {
  return (attributes['class'] ?? '').split(/\s+/).includes('quote-inline');
}

function anchorOf(attributes: Record<string, string>, from: number): Anchor | null {
  const href = attributes['href'];
  if (!href || !/^https?:/i.test(href)) return null;
  const classes = (attributes['class'] ?? '').split(/\s+/);
  const relations = (attributes['rel'] ?? '').split(/\s+/);
  if (classes.includes('hashtag') || relations.includes('tag')) return { href, kind: 'tag', from };
  return { href, kind: classes.includes('mention') ? 'mention' : 'link', from };
}

/** `https://host/@user`, `https://host/users/user` and kin → `@user@host`; null for an address without a name. */
export function handleOf(address: string): string | null {
  if (!URL.canParse(address)) return null;
  const url = new URL(address);
  if (url.host === '') return null;
  const last = url.pathname.split('/').findLast((part) => part !== '');
  if (last === undefined) return null;
  return `@${decode(last).replace(/^@/, '').split('@')[0] ?? ''}@${url.host}`;
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

function tidy(text: string): string {
  return text
    .replaceAll('\r\n', '\n')
    .replaceAll(/[ \t]+\n/g, '\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim();
}
