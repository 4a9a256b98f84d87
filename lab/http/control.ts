import { SimulatedClock } from '../../src/platform/index.js';
import type { World } from '../world/world.js';
import type { OutageKind } from '../world/world.types.js';
import type { LabAnswer, LabRequest } from './lab.types.js';

type Order = Readonly<Record<string, unknown>>;

function text(order: Order, name: string): string {
  const value = order[name];
  if (typeof value !== 'string') throw new TypeError(`"${name}" must be a string`);
  return value;
}

function time(order: Order, name: string): Date {
  const at = new Date(text(order, name));
  if (Number.isNaN(at.getTime())) throw new TypeError(`"${name}" must be a time`);
  return at;
}

const KINDS: readonly OutageKind[] = ['503', 'html200', 'truncated-json', 'timeout', 'reset'];

function kind(order: Order): OutageKind {
  const found = KINDS.find((one) => one === order['kind']);
  if (!found) throw new TypeError(`"kind" must be one of ${KINDS.join(', ')}`);
  return found;
}

function orderOf(body: string): Order {
  const order: unknown = JSON.parse(body === '' ? '{}' : body);
  if (typeof order !== 'object' || order === null) throw new TypeError('The body must be a JSON object');
  return { ...order };
}

function options(order: Order): Record<string, unknown> {
  const { at, key, language, title, contentWarning, media } = order;
  const given = { key, language, title, contentWarning, media, at: at === undefined ? undefined : time(order, 'at') };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

/** `POST /_lab/<verb>` with a flat JSON object. Accounts as `name@host`, posts by key or URI, times RFC 3339. */
const VERBS: Readonly<Record<string, (world: World, order: Order) => unknown>> = {
  account: (world, order) => world.openAccount(text(order, 'name')).id,
  post: (world, order) => world.post(world.account(text(order, 'account')), text(order, 'text'), options(order)).uri,
  reply: (world, order) =>
    world.reply(
      world.account(text(order, 'account')),
      world.postNamed(text(order, 'to')),
      text(order, 'text'),
      options(order),
    ).uri,
  repost: (world, order) =>
    world.repost(world.account(text(order, 'account')), world.postNamed(text(order, 'post')), options(order)).uri,
  quote: (world, order) =>
    world.quote(
      world.account(text(order, 'account')),
      world.postNamed(text(order, 'post')),
      text(order, 'text'),
      options(order),
    ).uri,
  edit: (world, order) => {
    world.edit(world.postNamed(text(order, 'post')), text(order, 'text'));
  },
  'edit-alt-text': (world, order) => {
    world.editAltText(world.postNamed(text(order, 'post')), text(order, 'alt'));
  },
  remove: (world, order) => {
    world.remove(world.postNamed(text(order, 'post')));
  },
  restore: (world, order) => {
    world.restore(world.postNamed(text(order, 'post')));
  },
  limit: (world, order) => {
    world.limitAuthor(world.account(text(order, 'account')), order['limited'] !== false);
  },
  suspend: (world, order) => {
    world.suspend(world.account(text(order, 'account')), order['suspended'] !== false);
  },
  rename: (world, order) => {
    world.rename(world.account(text(order, 'account')), { displayName: text(order, 'displayName') });
  },
  token: (world, order) => world.issueToken(text(order, 'host')).value,
  'revoke-token': (world, order) => {
    const token = world.tokens.get(text(order, 'token'));
    if (!token) throw new Error('No such token in the lab');
    world.revokeToken(token, order['revoked'] !== false);
  },
  outage: (world, order) => {
    world.outage(text(order, 'host'), {
      from: time(order, 'from'),
      to: time(order, 'to'),
      kind: kind(order),
    });
  },
  clock: (world, order) => {
    if (!(world.clock instanceof SimulatedClock))
      throw new Error('The lab runs on the real clock, which cannot be moved');
    world.clock.set(time(order, 'to'));
    return world.clock.now().toISOString();
  },
};

/** The lab's own door, for another process to drive the world. `GET /_lab/diary` tells what happened. */
export function control(world: World, request: LabRequest): LabAnswer {
  const verb = request.path.slice('/_lab/'.length);
  if (request.method === 'GET' && verb === 'diary') return answer(200, world.diary);
  const act = Object.hasOwn(VERBS, verb) ? VERBS[verb] : undefined;
  if (request.method !== 'POST' || !act)
    return answer(404, { refused: `The lab knows no ${request.method} ${request.path}` });
  try {
    return answer(200, { done: verb, result: act(world, orderOf(request.body)) ?? null });
  } catch (cause) {
    return answer(422, { refused: cause instanceof Error ? cause.message : String(cause) });
  }
}

function answer(status: number, body: unknown): LabAnswer {
  return { status, headers: { 'content-type': 'application/json; charset=utf-8' }, body: JSON.stringify(body) };
}
