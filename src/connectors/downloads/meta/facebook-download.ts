import type { ItemBody, ItemKind } from '../../observation.types.js';
import { EMPTY_BODY } from '../../empty-body.rules.js';
import { isObject, type JsonObject, objectAt, objectsAt, textAt } from '../../json.rules.js';
import { mimeOf } from '../../mastodon/map-status.js';
import type { Download, DownloadAbout, DownloadReading } from '../download.port.js';
import { fileUrl, type Listed } from '../page-of-pieces.js';
import { type Meant, type Part, PiecewiseReader, readJson } from '../piecewise-reader.js';
import { linksIn, mediaIn, nameOf, secondsAt, textIn, within } from './meta-entries.rules.js';
import { decodedAll } from './mojibake.rules.js';

const POSTS = /(?:^|\/)posts\/(?:profile_posts|your_posts|your_posts__check_ins__photos_and_videos)_\d+\.json$/;
const COMMENTS = /(?:^|\/)comments_and_reactions\/comments(?:_\d+)?\.json$/;
const PROFILE = /(?:^|\/)profile_information\/profile_information\.json$/;

interface Setting {
  readonly accountUri: string;
  readonly handle: string;
  readonly displayName: string;
  readonly mediumAt: (uri: string) => string | null;
}

/** "Download profile information" of a Page or profile, as JSON. Messages are not read. */
export class FacebookDownload extends PiecewiseReader<Setting> {
  readonly format = 'facebook';
  readonly platforms = ['facebook'] as const;
  override readonly unnamed = true;

  recognises(names: ReadonlySet<string>): boolean {
    return [...names].some((name) => POSTS.test(name)) && ![...names].some((name) => name.includes('instagram'));
  }

  async about(download: Download): Promise<DownloadAbout> {
    const profile = await profileIn(download);
    const link = profile && textAt(profile, 'profile_uri');
    const handle = link?.replace(/^https?:\/\/(?:www\.)?facebook\.com\//, '').replace(/\/$/, '') ?? null;
    return { madeAt: null, owner: handle === null ? null : { id: null, handle } };
  }

  protected parts({ members }: Download): readonly Part[] {
    const names = [...members.keys()].toSorted(new Intl.Collator('en', { numeric: true }).compare);
    return [
      ...names.filter((name) => POSTS.test(name)).map((name) => ({ name, kind: 'post', path: [] })),
      ...names.filter((name) => COMMENTS.test(name)).map((name) => ({ name, kind: 'comment', path: ['comments_v2'] })),
    ];
  }

  protected async begin({ download, account }: DownloadReading): Promise<Setting> {
    const profile = await profileIn(download);
    const name = profile && objectAt(profile, 'name');
    return {
      accountUri: account.canonicalUri,
      handle: account.handle,
      displayName: (name && textAt(name, 'full_name')) ?? account.handle,
      mediumAt: (uri) => memberEnding(download, uri),
    };
  }

  protected mean({ piece, value }: Listed, { kind }: Part, setting: Setting): Meant | null {
    const entry = decodedAll(value);
    if (!isObject(entry)) return null;
    const body = kind === 'comment' ? commentOf(entry, setting) : postOf(entry, setting);
    if (!body) return null;
    const canonicalUri = `${setting.accountUri}#${body.nativeId}`;
    const ref = { platform: 'facebook' as const, canonicalUri, lineage: '' };
    return {
      pieces: [piece],
      say: (range) => [{ type: 'snapshot', ref, body, evidence: { exchange: 0, range }, counts: {} }],
    };
  }
}

function postOf(entry: JsonObject, setting: Setting): ItemBody | null {
  const at = secondsAt(entry, 'timestamp');
  const shown = mediaIn(entry);
  const text = textIn(objectsAt(entry, 'data'), 'post') ?? textIn(shown.map(asObject), 'description') ?? '';
  const links = linksIn(entry);
  if (at === null || (text === '' && shown.length === 0 && links.length === 0)) return null;
  const media = shown.map(({ uri, description }) => ({
    key: uri.split('/').at(-1) ?? uri,
    url: setting.mediumAt(uri) ?? uri,
    mime: mimeOf(uri),
    alt: description === text ? '' : (description ?? ''),
  }));
  return { ...bodyOf('post', setting), nativeId: nameOf('post', at, text), text, postedAt: at, media, links };
}

function commentOf(entry: JsonObject, setting: Setting): ItemBody | null {
  const at = secondsAt(entry, 'timestamp');
  const comment = within(objectsAt(entry, 'data'), 'comment');
  const text = textIn(comment, 'comment');
  if (at === null || text === null) return null;
  return { ...bodyOf('reply', setting), nativeId: nameOf('comment', at, text), text, postedAt: at };
}

function bodyOf(kind: ItemKind, { accountUri, handle, displayName }: Setting): ItemBody {
  return { ...EMPTY_BODY, kind, author: { canonicalUri: accountUri, handle, displayName } };
}

async function profileIn(download: Download): Promise<JsonObject | null> {
  const name = [...download.members.keys()].find((one) => PROFILE.test(one));
  if (name === undefined) return null;
  const read = decodedAll(await readJson(download, name));
  return isObject(read) ? (objectAt(read, 'profile_v2') ?? objectAt(read, 'page') ?? read) : null;
}

/** Addresses in a download begin at its top, or at a folder that was packed in another. */
export function memberEnding({ members }: Download, uri: string): string | null {
  if (members.has(uri)) return fileUrl(uri);
  const found = [...members.keys()].find((name) => name.endsWith(`/${uri}`));
  return found === undefined ? null : fileUrl(found);
}

function asObject(value: object): JsonObject {
  return { ...value };
}
