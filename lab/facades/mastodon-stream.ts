import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import type { Look, Stage } from '../http/lab.types.js';
import { canBeReadBy, isAddressedTo } from '../world/look.rules.js';
import type { World } from '../world/world.js';
import type { AccessToken, Account, Happened, Post } from '../world/world.types.js';
import { shapeAccount, shapeStatus } from './mastodon-shapes.js';

/** What goes wrong with a stream, beside what the server does anyway. */
export interface StreamTrouble {
  /** So many events are never sent, and nothing says so. */
  lose: number;
  /** Each event comes so many times. */
  copies: number;
  /** Every two events change places. */
  disorder: boolean;
}

interface Listener {
  readonly account: Account;
  readonly token: AccessToken;
  send(event: string, payload: string): void;
  end(): void;
}

interface Said {
  readonly to: Listener;
  readonly event: string;
  readonly payload: string;
}

const POSTED = new Set(['posted', 'replied', 'reposted', 'quoted']);
const EDITED = new Set(['edited', 'alt-text-edited']);
const WITHDRAWN = new Set(['removed', 'hidden']);

/**
 * The user stream of one server: events by docs.joinmastodon.org/methods/streaming#events. Server-sent events on
 * Mastodon alone, a WebSocket on GoToSocial too (platforms.md 1.10 [V]); `:)` on opening and `:thump` afterwards are
 * Mastodon's (streaming/index.js, assumed). No event is ever sent again: who was away has missed it.
 */
export class MastodonStream {
  readonly trouble: StreamTrouble = { lose: 0, copies: 1, disorder: false };
  private readonly listeners = new Set<Listener>();
  private readonly sockets = new WebSocketServer({ noServer: true });
  private held: Said | null = null;

  constructor(
    world: World,
    private readonly stage: () => Stage,
  ) {
    world.onHappening((happened) => this.tell(happened));
  }

  get open(): number {
    return this.listeners.size;
  }

  /** Server-sent events. */
  serve(response: ServerResponse, token: AccessToken, account: Account): void {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'private, no-store' });
    response.write(':)\n');
    this.add(response, {
      account,
      token,
      send: (event, payload) => void response.write(`event: ${event}\ndata: ${payload}\n\n`),
      end: () => void response.end(),
    });
  }

  upgrade(
    request: IncomingMessage,
    socket: Duplex,
    head: Buffer,
    listening: { token: AccessToken; account: Account },
  ): void {
    this.sockets.handleUpgrade(request, socket, head, (one) => {
      this.add(one, {
        ...listening,
        send: (event, payload) => one.send(JSON.stringify({ stream: ['user'], event, payload })),
        end: () => one.close(1001),
      });
    });
  }

  /** Every open stream ends, as when the server starts again. */
  drop(): void {
    for (const listener of this.listeners) listener.end();
    this.listeners.clear();
  }

  /** Somebody the account follows has posted: home timelines bring it. */
  chat(post: Post): void {
    const stage = this.stage();
    for (const to of this.listeners) {
      const look: Look = { ...stage, now: stage.world.clock.now(), token: to.token };
      this.say({ to, event: 'update', payload: JSON.stringify(shapeStatus(post, look)) });
    }
  }

  /**
   * A status leaves the timeline and is still there: a repost undone, a filter, a changed audience (Mastodon,
   * feed_manager.rb `unpush_from_home`).
   */
  takeOut(post: Post): void {
    const { world, server } = this.stage();
    for (const to of this.listeners) this.say({ to, event: 'delete', payload: world.idOn(server, post) });
  }

  private add(connection: NodeJS.EventEmitter, listener: Listener): void {
    this.listeners.add(listener);
    connection.on('close', () => this.listeners.delete(listener));
  }

  private tell({ what, post }: Happened): void {
    if (!post) return;
    for (const to of this.listeners) {
      const said = this.eventFor(to, what, post);
      if (said) this.say({ to, ...said });
    }
  }

  private eventFor({ account, token }: Listener, what: string, post: Post): Pick<Said, 'event' | 'payload'> | null {
    const stage = this.stage();
    const look: Look = { ...stage, now: stage.world.clock.now(), token };
    const isOwn = post.author === account;
    if (!isOwn && !isAddressedTo(post, account)) return null;
    if (WITHDRAWN.has(what)) return { event: 'delete', payload: stage.world.idOn(stage.server, post) };
    if (!canBeReadBy(post, account)) return null;
    const status = shapeStatus(post, look);
    if (EDITED.has(what)) return { event: 'status.update', payload: JSON.stringify(status) };
    if (!POSTED.has(what)) return null;
    if (isOwn) return { event: 'update', payload: JSON.stringify(status) };
    const notification = {
      id: String(post.order),
      type: 'mention',
      created_at: post.createdAt.toISOString(),
      account: shapeAccount(post.author, look),
      status,
    };
    return { event: 'notification', payload: JSON.stringify(notification) };
  }

  private say(said: Said): void {
    const { trouble } = this;
    if (trouble.lose > 0) {
      trouble.lose -= 1;
      return;
    }
    if (trouble.disorder && !this.held) {
      this.held = said;
      return;
    }
    const both = this.held ? [said, this.held] : [said];
    this.held = null;
    for (const { to, event, payload } of both)
      for (let copy = 0; copy < trouble.copies; copy += 1) to.send(event, payload);
  }
}
