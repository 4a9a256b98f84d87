import type { Clock } from '../../src/platform/index.js';
import { Grants } from './grants.js';
import { nativeId } from './ids.rules.js';
import { FACEBOOK, INSTAGRAM } from './make.rules.js';
import { PageThings } from './page-things.js';
import type { AccessToken, Account, DiaryLine, Happened, Happening, Post, Server } from './world.types.js';

/** What exists in the world, and how to find it. */
export class Register {
  readonly servers = new Map<string, Server>();
  readonly accounts: Account[] = [];
  readonly posts: Post[] = [];
  readonly tokens = new Map<string, AccessToken>();
  readonly grants = new Grants();
  readonly things = new PageThings();
  readonly diary: DiaryLine[] = [];
  private readonly listeners: ((happened: Happened) => void)[] = [];
  private readonly byKey = new Map<string, Post>();
  private readonly byAuthor = new Map<Account, Post[]>();
  private readonly byNativeId = new Map<string, Post>();
  private readonly byParent = new Map<Post, Post[]>();
  private readonly byOriginal = new Map<Post, Post[]>();
  private readonly byQuoted = new Map<Post, Post[]>();

  constructor(readonly clock: Clock) {}

  server(host: string): Server {
    const server = this.servers.get(host);
    if (!server) throw new Error(`No server ${host} in the lab`);
    return server;
  }

  /** By `name@host`, with or without a leading @. */
  account(name: string): Account {
    const account = this.findAccount(name);
    if (!account) throw new Error(`No account ${name} in the lab`);
    return account;
  }

  findAccount(name: string): Account | undefined {
    const wanted = name.replace(/^@/, '').toLowerCase();
    return this.accounts.find((account) => `${account.username}@${account.host}`.toLowerCase() === wanted);
  }

  /** By key or URI. */
  postNamed(name: string): Post {
    const post = this.byKey.get(name);
    if (!post) throw new Error(`No post ${name} in the lab`);
    return post;
  }

  /** Oldest first, removed ones included. */
  postsOf(account: Account): readonly Post[] {
    return this.byAuthor.get(account) ?? [];
  }

  repliesTo(post: Post): readonly Post[] {
    return this.byParent.get(post) ?? [];
  }

  repostsOf(post: Post): readonly Post[] {
    return this.byOriginal.get(post) ?? [];
  }

  quotesOf(post: Post): readonly Post[] {
    return this.byQuoted.get(post) ?? [];
  }

  postWithId(server: Server, id: string): Post | undefined {
    return this.byNativeId.get(`${server.software} ${id}`);
  }

  /** What this server calls the post today. */
  idOn(server: Server, post: Post): string {
    if (server.software === 'facebook') return post.uri.replace(FACEBOOK, '');
    if (server.software === 'instagram') return post.uri.replace(INSTAGRAM, '');
    const newest = post.versions.at(-1);
    const at = server.changeIdsOnEdit && newest ? newest.at : post.createdAt;
    return nativeId(server.software, { at, order: post.order, uri: post.uri });
  }

  /** Called with everything that happens from now on, once it is true. */
  onHappening(listener: (happened: Happened) => void): void {
    this.listeners.push(listener);
  }

  protected keep(post: Post): Post {
    if (this.byKey.has(post.key)) throw new Error(`The lab already has a post ${post.key}`);
    this.posts.push(post);
    this.byKey.set(post.key, post).set(post.uri, post);
    insertByTime(this.listOf(this.byAuthor, post.author), post);
    if (post.inReplyTo) insertByTime(this.listOf(this.byParent, post.inReplyTo), post);
    if (post.repostOf) insertByTime(this.listOf(this.byOriginal, post.repostOf), post);
    if (post.quotes) insertByTime(this.listOf(this.byQuoted, post.quotes), post);
    this.indexIds(post);
    return post;
  }

  /** Names the post on every server; names it bore before no longer lead to it where ids change with edits. */
  protected indexIds(post: Post, before: readonly string[] = []): void {
    for (const name of before) this.byNativeId.delete(name);
    for (const name of this.idNames(post)) this.byNativeId.set(name, post);
  }

  protected idNames(post: Post): string[] {
    return [...this.servers.values()].map((server) => `${server.software} ${this.idOn(server, post)}`);
  }

  protected note(line: {
    at: Date;
    what: Happening;
    host: string;
    account?: Account;
    post?: Post;
    detail?: string;
  }): void {
    this.diary.push({
      at: line.at,
      what: line.what,
      host: line.host,
      account: line.account ? `${line.account.username}@${line.account.host}` : null,
      post: line.post?.key ?? null,
      detail: line.detail ?? '',
    });
    for (const listener of this.listeners) listener({ what: line.what, post: line.post ?? null });
  }

  private listOf<K>(map: Map<K, Post[]>, key: K): Post[] {
    const list = map.get(key) ?? [];
    map.set(key, list);
    return list;
  }
}

function insertByTime(list: Post[], post: Post): void {
  let at = list.length;
  while (at > 0 && (list[at - 1]?.createdAt ?? 0) > post.createdAt) at--;
  list.splice(at, 0, post);
}
