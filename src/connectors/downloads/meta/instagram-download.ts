import type { ItemBody, ItemKind, MediumBody, Platform } from '../../observation.types.js';
import { EMPTY_BODY } from '../../empty-body.rules.js';
import { isObject, type JsonObject, objectsAt, textAt } from '../../json.rules.js';
import { instagramRef } from '../../instagram/map-instagram.js';
import { mimeOf } from '../../mastodon/map-status.js';
import type { Download, DownloadAbout, DownloadFormat, DownloadReading } from '../download.port.js';
import type { Listed } from '../page-of-pieces.js';
import { type Meant, type Part, PiecewiseReader, readJson } from '../piecewise-reader.js';
import { memberEnding } from './facebook-download.js';
import { labelled, mediaIn, nameOf, numberOfFile, secondsAt, type ShownMedium, textIn } from './meta-entries.rules.js';
import { decodedAll } from './mojibake.rules.js';

const PROFILE = /personal_information\/personal_information\.json$/;

interface Kind {
  readonly file: RegExp;
  readonly kind: string;
  readonly path: readonly string[];
}

const INSTAGRAM: readonly Kind[] = [
  { file: /media\/posts_\d+\.json$/, kind: 'post', path: [] },
  { file: /media\/stories\.json$/, kind: 'post', path: ['ig_stories'] },
  { file: /media\/reels\.json$/, kind: 'post', path: ['ig_reels_media'] },
  { file: /comments\/post_comments_\d+\.json$/, kind: 'comment', path: [] },
  { file: /comments\/reels_comments\.json$/, kind: 'comment', path: ['comments_reels_comments'] },
];
const THREADS: readonly Kind[] = [
  { file: /threads\/threads_and_replies\.json$/, kind: 'post', path: ['text_post_app_text_posts'] },
];

interface Setting {
  readonly accountUri: string;
  readonly handle: string;
  readonly mediumAt: (uri: string) => string | null;
}

/** "Download your information" of Instagram, as JSON; Threads is a folder in it. Messages are not read. */
abstract class MetaListReader extends PiecewiseReader<Setting> {
  override readonly unnamed = true;
  protected abstract readonly kinds: readonly Kind[];

  recognises(names: ReadonlySet<string>): boolean {
    return [...names].some((name) => this.kindOf(name) !== null);
  }

  async about(download: Download): Promise<DownloadAbout> {
    const name = [...download.members.keys()].find((one) => PROFILE.test(one));
    const read = name === undefined ? null : decodedAll(await readJson(download, name));
    const [user] = isObject(read) ? objectsAt(read, 'profile_user') : [];
    // Labels are in the language of whoever asked; a user name has no spaces and is told first or under its English label.
    const named = user ? labelled(user).find(({ label }) => /^username$/i.test(label)) : undefined;
    const handle = named && textAt(named.value, 'value');
    return { madeAt: null, owner: handle ? { id: null, handle } : null };
  }

  protected parts({ members }: Download): readonly Part[] {
    return [...members.keys()].toSorted(new Intl.Collator('en', { numeric: true }).compare).flatMap((name) => {
      const kind = this.kindOf(name);
      return kind ? [{ name, kind: kind.kind, path: kind.path }] : [];
    });
  }

  protected begin({ download, account }: DownloadReading): Promise<Setting> {
    const { canonicalUri: accountUri, handle } = account;
    return Promise.resolve({ accountUri, handle, mediumAt: (uri) => memberEnding(download, uri) });
  }

  protected mean({ piece, value }: Listed, { kind }: Part, setting: Setting): Meant | null {
    const entry = decodedAll(value);
    if (!isObject(entry)) return null;
    const body = kind === 'comment' ? commentOf(entry, setting) : postOf(entry, setting);
    if (!body) return null;
    const [platform = 'instagram'] = this.platforms;
    const ref = { platform, canonicalUri: uriOf(body, platform, setting), lineage: '' };
    return {
      pieces: [piece],
      say: (range) => [{ type: 'snapshot', ref, body, evidence: { exchange: 0, range }, counts: {} }],
    };
  }

  private kindOf(name: string): Kind | null {
    return this.kinds.find(({ file }) => file.test(name)) ?? null;
  }
}

export class InstagramDownload extends MetaListReader {
  readonly format: DownloadFormat = 'instagram';
  readonly platforms: readonly Platform[] = ['instagram'];
  protected readonly kinds = INSTAGRAM;
}

export class ThreadsDownload extends MetaListReader {
  readonly format: DownloadFormat = 'threads';
  readonly platforms: readonly Platform[] = ['threads'];
  protected readonly kinds = THREADS;
}

/**
 * A post of one medium has its number on Instagram, and is called as it would be there, should the account be captured
 * some day. Nothing is asked by that number, which is not known to be right: its native name stays one of ours.
 */
function uriOf({ kind, media, nativeId }: ItemBody, platform: Platform, { accountUri }: Setting): string {
  const [only] = media;
  const number =
    platform === 'instagram' && kind === 'post' && only && media.length === 1 ? numberOfFile(only.key) : null;
  return number === null ? `${accountUri}#${nativeId}` : instagramRef(number).canonicalUri;
}

/** A post is its media; of several, the caption and the time stand beside them, of one on the medium itself. */
function postOf(entry: JsonObject, setting: Setting): ItemBody | null {
  const inner = mediaIn(entry);
  const shown = inner.length > 0 ? inner : mediaIn({ media: [entry] });
  const at = secondsAt(entry, 'creation_timestamp') ?? shown.find((one) => one.at !== null)?.at ?? null;
  const text = textIn([entry, ...shown.slice(0, 1).map((one) => ({ ...one }))], 'title') ?? '';
  if (at === null || (shown.length === 0 && text === '')) return null;
  const media = shown.map((medium) => mediumOf(medium, setting));
  const nativeId = nameOf('post', at, text, ...media.slice(0, 1).map(({ key }) => key));
  return { ...bodyOf('post', setting), nativeId, text, postedAt: at, media };
}

function mediumOf({ uri, description }: ShownMedium, { mediumAt }: Setting): MediumBody {
  return {
    key: uri.split('/').at(-1) ?? uri,
    url: mediumAt(uri) ?? uri,
    mime: mimeOf(uri),
    alt: description ?? '',
  };
}

/** `string_map_data: { Comment: { value }, Time: { timestamp } }`, the labels in the language of whoever asked. */
function commentOf(entry: JsonObject, setting: Setting): ItemBody | null {
  const values = labelled(entry);
  const text = textIn(
    values.map(({ value }) => value),
    'value',
  );
  const at = values.map(({ value }) => secondsAt(value, 'timestamp')).find((one) => one !== null) ?? null;
  if (text === null || at === null) return null;
  return { ...bodyOf('reply', setting), nativeId: nameOf('comment', at, text), text, postedAt: at };
}

function bodyOf(kind: ItemKind, { accountUri, handle }: Setting): ItemBody {
  return { ...EMPTY_BODY, kind, author: { canonicalUri: accountUri, handle, displayName: handle.replace(/^@/, '') } };
}
