import { createHmac } from 'node:crypto';
import type { LabAnswer, Look, Visit } from '../http/lab.types.js';
import type { ShownMedium } from '../world/world.types.js';
import { PICTURE, picture } from './picture.js';

const PATH = /^\/system\/media_attachments\/files\/([a-z_]+)\/([0-9a-f]{16})\/(?:original|small)\.png$/;

/** recorded: an image in test_media_post_file. `id` is the medium's own name and outlives its URLs. */
export function shapeMedium({ medium, alt }: ShownMedium, look: Look): Record<string, unknown> {
  const { width, height } = PICTURE;
  const size = { width, height, size: `${String(width)}x${String(height)}`, aspect: width / height };
  const path = pathOf(medium);
  return {
    id: BigInt(`0x${medium.key}`).toString(),
    type: 'image',
    url: look.base + signed(`${path}/original.png`, look),
    preview_url: look.base + signed(`${path}/small.png`, look),
    remote_url: null,
    preview_remote_url: null,
    text_url: null,
    meta: { original: size, small: size, focus: { x: 0, y: 0 } },
    description: alt,
    blurhash: 'UGC~-#M{0JfkNFofR%M{IURj%Mt7E0oM%MR*',
  };
}

function pathOf({ scene, key }: ShownMedium['medium']): string {
  return `/system/media_attachments/files/${scene}/${key}`;
}

/** Where the picture can be fetched now. */
export function mediumUrl({ medium }: ShownMedium, look: Look): string {
  return look.base + signed(`${pathOf(medium)}/original.png`, look);
}

/** Object stores behind a server sign URLs for a while (platforms.md 5.2, point 7); the parameter names are assumed. */
function signed(path: string, { server, now }: Look): string {
  if (server.mediaTtlMs === null) return path;
  const expires = Math.floor((now.getTime() + server.mediaTtlMs) / 1000).toString(16);
  return `${path}?oe=${expires}&oh=${signature(path, expires)}`;
}

function signature(path: string, expires: string): string {
  return createHmac('sha256', 'the lab signs its media').update(`${path} ${expires}`).digest('hex').slice(0, 32);
}

/** The bytes of a picture; 403 once its URL has expired or where its signature is not ours. Null: not a medium. */
export function serveMedium(visit: Visit): LabAnswer | null {
  const { path, query } = visit.request;
  if (/^\/(avatars|headers)\/original\/missing\.png$/.test(path) || path.startsWith('/system/custom_emojis/'))
    return image('plain', path);
  const [, scene = '', key = ''] = PATH.exec(path) ?? [];
  if (key === '') return null;
  if (visit.server.mediaTtlMs !== null && !stillGood(path, query, visit.now)) {
    return { status: 403, headers: { 'content-type': 'text/plain' }, body: 'URL signature expired' };
  }
  return isShown(visit, key)
    ? image(scene, key)
    : { status: 404, headers: { 'content-type': 'text/html; charset=utf-8' }, body: '<h1>404</h1>' };
}

function isShown({ world }: Visit, key: string): boolean {
  const inPosts = world.posts.some(
    (post) =>
      post.removedAt === null &&
      post.versions.some((version) => version.media.some(({ medium }) => medium.key === key)),
  );
  return inPosts || world.things.shows(key);
}

function stillGood(path: string, query: URLSearchParams, now: Date): boolean {
  const expires = query.get('oe') ?? '0';
  return query.get('oh') === signature(path, expires) && Number.parseInt(expires, 16) * 1000 > now.getTime();
}

function image(scene: string, key: string): LabAnswer {
  return {
    status: 200,
    headers: { 'content-type': 'image/png', 'cache-control': 'public, max-age=2419200' },
    body: picture(scene, key),
  };
}
