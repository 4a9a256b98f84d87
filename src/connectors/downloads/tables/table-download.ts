import type { ItemBody, Platform } from '../../observation.types.js';
import { EMPTY_BODY } from '../../empty-body.rules.js';
import { isObject, type JsonObject } from '../../json.rules.js';
import { mimeOf } from '../../mastodon/map-status.js';
import type { Download, DownloadAbout, DownloadFormat, DownloadReading } from '../download.port.js';
import { memberEnding } from '../meta/facebook-download.js';
import { nameOf } from '../meta/meta-entries.rules.js';
import type { Listed } from '../page-of-pieces.js';
import { type Meant, type Part, PiecewiseReader } from '../piecewise-reader.js';
import { tableTime } from './table-time.rules.js';
import type { TableFields, TableList, TableMapping } from './table.types.js';

interface Setting {
  readonly platform: Platform;
  readonly accountUri: string;
  readonly handle: string;
  readonly mediumAt: (file: string) => string | null;
}

/** A download of which is said what its columns or members are: by us for networks we know, else by a person. */
export class TableDownload extends PiecewiseReader<Setting> {
  constructor(
    readonly format: DownloadFormat,
    readonly platforms: readonly Platform[],
    private readonly mapping: TableMapping,
  ) {
    super();
  }

  recognises(names: ReadonlySet<string>): boolean {
    return [...names].some((name) => this.listFor(name) !== null);
  }

  about(): Promise<DownloadAbout> {
    return Promise.resolve({ madeAt: null, owner: null });
  }

  protected parts({ members }: Download): readonly Part[] {
    return [...members.keys()].toSorted().flatMap((name) => {
      const list = this.listFor(name);
      return list ? [{ name, kind: list.kind ?? 'post', path: list.list ?? ('table' as const) }] : [];
    });
  }

  protected begin({ account, download }: DownloadReading): Promise<Setting> {
    const { canonicalUri: accountUri, handle } = account;
    const mediumAt = (file: string): string | null => memberEnding(download, file);
    return Promise.resolve({ platform: account.platform, accountUri, handle, mediumAt });
  }

  protected mean({ piece, value }: Listed, { name }: Part, setting: Setting): Meant | null {
    const list = this.listFor(name);
    const body = list && bodyOf(value, list, setting);
    if (!body) return null;
    const ref = { platform: setting.platform, canonicalUri: uriOf(body, setting), lineage: '' };
    return {
      pieces: [piece],
      say: (range) => [{ type: 'snapshot', ref, body, evidence: { exchange: 0, range }, counts: {} }],
    };
  }

  private listFor(name: string): TableList | null {
    return this.mapping.lists.find(({ file }) => matches(file, name)) ?? null;
  }
}

function matches(pattern: string, name: string): boolean {
  const parts = pattern.split('*').map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`));
  return new RegExp(`(?:^|/)${parts.join('.*')}$`, 'u').test(name);
}

/** An entry without a time cannot be placed in the record: it is none. */
function bodyOf(entry: JsonObject, { kind = 'post', fields, zone }: TableList, setting: Setting): ItemBody | null {
  const said = (name: keyof TableFields): string | null => valueAt(entry, fields[name]);
  const postedAt = tableTime(said('postedAt') ?? '', zone);
  const text = wordsIn(said('text') ?? '');
  const title = said('title');
  const saysNothing = [text === '' ? null : text, title, said('media')].every((one) => one === null);
  if (postedAt === null || saysNothing) return null;
  return {
    ...EMPTY_BODY,
    kind: said('inReplyTo') === null ? kind : 'reply',
    nativeId: said('id') ?? nameOf(kind, postedAt, text, title),
    url: webAddress(said('url')),
    author: authorOf(said('author'), setting),
    text,
    title,
    postedAt,
    editedAt: tableTime(said('editedAt') ?? '', zone),
    inReplyTo: answeredBy(said('inReplyTo'), setting),
    media: mediaOf(said('media'), setting),
    links: linksOf(said('link')),
  };
}

function authorOf(name: string | null, { accountUri, handle }: Setting): ItemBody['author'] {
  return name === null
    ? { canonicalUri: accountUri, handle, displayName: handle }
    : { canonicalUri: `${accountUri}#by:${name}`, handle: name, displayName: name };
}

function answeredBy(id: string | null, { platform, accountUri }: Setting): ItemBody['inReplyTo'] {
  return id === null ? null : { platform, canonicalUri: `${accountUri}#${id}`, lineage: '' };
}

function linksOf(url: string | null): ItemBody['links'] {
  return url === null ? [] : [{ url, title: null }];
}

/** Its id under the account. */
function uriOf({ nativeId }: ItemBody, { accountUri }: Setting): string {
  return `${accountUri}#${nativeId}`;
}

function mediaOf(cell: string | null, { mediumAt }: Setting): ItemBody['media'] {
  const files = (cell ?? '').split(',').map((file) => file.trim());
  return files.flatMap((file) =>
    file === ''
      ? []
      : [{ key: file.split('/').at(-1) ?? file, url: mediumAt(file) ?? file, mime: mimeOf(file), alt: '' }],
  );
}

function valueAt(entry: JsonObject, path: string | undefined): string | null {
  if (path === undefined) return null;
  // A column may have dots in its name.
  let value: unknown = Object.hasOwn(entry, path) ? entry[path] : entry;
  if (value === entry) {
    for (const step of path.split('.')) value = isObject(value) && Object.hasOwn(value, step) ? value[step] : undefined;
  }
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value.trim() !== '' ? value : null;
}

/** YouTube writes texts as JSON, one object a stretch: `{"text":"…"},{"text":"…"}`. */
function wordsIn(text: string): string {
  if (!text.startsWith('{"')) return text;
  try {
    const parts: unknown = JSON.parse(`[${text}]`);
    const said = Array.isArray(parts)
      ? parts.flatMap((part) => (isObject(part) ? [part['text'] ?? part['mention']] : []))
      : [];
    return said.filter((part): part is string => typeof part === 'string').join('');
  } catch {
    return text;
  }
}

function webAddress(text: string | null): string | null {
  return text !== null && /^https?:\/\//i.test(text) && URL.canParse(text) ? text : null;
}
