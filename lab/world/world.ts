import { type Draft, makeAccount, makePost, makeServer, newest, type Profile } from './make.rules.js';
import { Register } from './register.js';
import type {
  AccessToken,
  Account,
  FeedSettings,
  Happening,
  OutageKind,
  Post,
  PostOptions,
  ProfileField,
  Server,
  ServerSettings,
  Software,
  Version,
} from './world.types.js';

const READS_ALL = { readsPublic: true, readsMessages: true, readsStories: true } as const;

/**
 * The one truth behind all façades. Every change goes through a verb here and leaves a line in the diary. A verb
 * without `at` happens now, by the lab's clock; times given may lie in the past but never in the future.
 */
export class World extends Register {
  openServer(host: string, settings: Partial<ServerSettings> & { readonly software: Software }): Server {
    const server = makeServer(host, settings);
    this.servers.set(host, server);
    for (const post of this.posts) this.indexIds(post);
    this.note({ at: this.clock.now(), what: 'server-opened', host, detail: server.software });
    return server;
  }

  openAccount(name: string, profile: Profile = {}): Account {
    const [username = '', host = ''] = name.replace(/^@/, '').split('@');
    if (this.findAccount(name)) throw new Error(`The lab already has an account ${name}`);
    const account = makeAccount(
      { username, host, order: this.accounts.length + 1, software: this.softwareOf(host) },
      profile,
    );
    this.accounts.push(account);
    this.note({ at: this.clock.now(), what: 'account-opened', host, account });
    return account;
  }

  post(author: Account, text: string, options: PostOptions = {}): Post {
    return this.write('posted', { author, text, options });
  }

  reply(author: Account, to: Post, text: string, options: PostOptions = {}): Post {
    return this.write('replied', { author, text, options, inReplyTo: to });
  }

  repost(author: Account, original: Post, options: PostOptions = {}): Post {
    return this.write('reposted', { author, text: '', options, repostOf: original });
  }

  quote(author: Account, original: Post, text: string, options: PostOptions = {}): Post {
    return this.write('quoted', { author, text, options, quotes: original });
  }

  edit(post: Post, text: string, options: { at?: Date; contentWarning?: string } = {}): void {
    this.change(
      post,
      'edited',
      { text, ...(options.contentWarning === undefined ? {} : { contentWarning: options.contentWarning }) },
      options.at,
    );
  }

  /** Of the `index`-th medium, counted from 0. On Mastodon this is an edit like any other, with its own history entry. */
  editAltText(post: Post, alt: string, options: { at?: Date; index?: number } = {}): void {
    const index = options.index ?? 0;
    const media = newest(post).media.map((shown, i) => (i === index ? { ...shown, alt } : shown));
    this.change(post, 'alt-text-edited', { media }, options.at);
  }

  /** Gone from the source; the world keeps it for the diary. */
  remove(post: Post, options: { at?: Date; by?: 'author' | 'moderator' } = {}): void {
    post.removedAt = this.moment(options.at);
    this.tell('removed', post, { at: post.removedAt, detail: options.by ?? 'author' });
  }

  restore(post: Post, options: { at?: Date } = {}): void {
    post.removedAt = null;
    this.tell('restored', post, { at: this.moment(options.at) });
  }

  /** By moderation: out of every answer, until shown again. */
  hide(post: Post, options: { at?: Date } = {}): void {
    post.hidden = true;
    this.tell('hidden', post, { at: this.moment(options.at) });
  }

  show(post: Post, options: { at?: Date } = {}): void {
    post.hidden = false;
    this.tell('shown', post, { at: this.moment(options.at) });
  }

  /** Adds votes to options, in their order. */
  vote(post: Post, votes: readonly number[], options: { at?: Date } = {}): void {
    const { poll } = post;
    if (!poll) throw new Error(`Post ${post.key} has no poll`);
    votes.forEach((count, i) => {
      const option = poll.options[i];
      if (option) option.votes += count;
    });
    this.tell('voted', post, { at: this.moment(options.at), detail: votes.join('/') });
  }

  closePoll(post: Post, options: { at?: Date } = {}): void {
    if (!post.poll) throw new Error(`Post ${post.key} has no poll`);
    post.poll.closesAt = this.moment(options.at);
    this.tell('poll-closed', post, { at: post.poll.closesAt, detail: post.poll.options.map((o) => o.votes).join('/') });
  }

  favourite(post: Post, count = 1): void {
    post.favourites += count;
  }

  rename(
    account: Account,
    profile: { username?: string; displayName?: string; note?: string; fields?: readonly ProfileField[] },
  ): void {
    Object.assign(account, profile);
    this.about('profile-changed', account, Object.keys(profile).join(','));
  }

  move(account: Account, to: Account): void {
    account.movedTo = to;
    this.about('moved', account, `${to.username}@${to.host}`);
  }

  suspend(account: Account, suspended = true): void {
    account.suspended = suspended;
    this.about(suspended ? 'suspended' : 'unsuspended', account);
  }

  deleteAccount(account: Account): void {
    account.deleted = true;
    this.about('account-deleted', account);
  }

  /** Vanishes from the threads strangers see; a direct look-up still finds each post. */
  limitAuthor(account: Account, limited = true): void {
    account.limited = limited;
    this.about(limited ? 'limited' : 'unlimited', account);
  }

  changeFeed(account: Account, feed: Partial<FeedSettings>): void {
    Object.assign(account.feed, feed);
    this.about('feed-changed', account, JSON.stringify(feed));
  }

  issueToken(
    host: string,
    account: Account | null = null,
    value = `lab-token-${String(this.tokens.size + 1)}`,
  ): AccessToken {
    const token: AccessToken = { value, host, account, revoked: false, ...READS_ALL };
    this.tokens.set(value, token);
    this.note({ at: this.clock.now(), what: 'token-issued', host, ...(account ? { account } : {}) });
    return token;
  }

  revokeToken(token: AccessToken, revoked = true): void {
    token.revoked = revoked;
    const account = token.account ? { account: token.account } : {};
    this.note({
      at: this.clock.now(),
      what: revoked ? 'token-revoked' : 'token-restored',
      host: token.host,
      ...account,
    });
  }

  /** The token still works, and may no longer read what the public wrote. */
  permitPublic(token: AccessToken, permitted: boolean): void {
    token.readsPublic = permitted;
    const account = token.account ? { account: token.account } : {};
    const what = permitted ? 'permission-given' : 'permission-taken';
    this.note({ at: this.clock.now(), what, host: token.host, ...account });
  }

  /** Left out of lists from now on, and still found by its id. */
  unlist(post: Post): void {
    post.unlisted = true;
  }

  /** The server fails in this way from `from` until just before `to`. */
  outage(host: string, window: { from: Date; to: Date; kind: OutageKind }): void {
    this.server(host).outages.push(window);
    this.note({
      at: this.clock.now(),
      what: 'outage-planned',
      host,
      detail: `${window.kind} ${window.from.toISOString()} ${window.to.toISOString()}`,
    });
  }

  private write(what: Happening, draft: Draft): Post {
    const at = this.moment(draft.options.at);
    const software = this.softwareOf(draft.author.host);
    const post = this.keep(makePost(draft, { at, order: this.posts.length + 1, software }));
    this.tell(what, post, { at });
    return post;
  }

  private change(post: Post, what: Happening, change: Partial<Version>, when: Date | undefined): void {
    const at = this.moment(when);
    const before = newest(post);
    if (at <= before.at) throw new Error(`Post ${post.key} already has a version of ${before.at.toISOString()}`);
    const names = this.idNames(post);
    post.versions.push({ ...before, ...change, at });
    this.indexIds(post, names);
    this.tell(what, post, { at });
  }

  /** Hosts that are no servers of the lab are Mastodons somewhere else. */
  private softwareOf(host: string): Software {
    return this.servers.get(host)?.software ?? 'mastodon';
  }

  private moment(at: Date | undefined): Date {
    const now = this.clock.now();
    if (at && at > now)
      throw new Error(`${at.toISOString()} has not come yet; the lab's clock says ${now.toISOString()}`);
    return at ?? now;
  }

  private tell(what: Happening, post: Post, { at, detail }: { at: Date; detail?: string }): void {
    this.note({
      at,
      what,
      host: post.author.host,
      account: post.author,
      post,
      ...(detail === undefined ? {} : { detail }),
    });
  }

  private about(what: Happening, account: Account, detail = ''): void {
    this.note({ at: this.clock.now(), what, host: account.host, account, detail });
  }
}
