import type { OutboundStream } from '../../platform/index.js';
import { ConnectorError, type LiveContext } from '../connector.port.js';
import type { Page, RawExchange } from '../observation.types.js';
import { idAt, type JsonObject, objectAt, objectsAt } from '../json.rules.js';
import { jsonPaths } from '../json-ranges.rules.js';
import { framesOf, openStream } from '../listen-platform.js';
import { readJsonBody } from '../read-json-body.js';
import type { CaptureAround } from './capture-around.js';
import { quotedStatus, uriOf } from './map-status.js';
import type { MastodonApi } from './mastodon-api.js';
import { MastodonPage, type ReadAnswer, readOne } from './mastodon-page.js';
import { readFrame } from './read-frame.js';
import type { RecentMemory } from './recent-memory.js';
import { streamAddress } from './stream-address.rules.js';

const MAX_FRAME_BYTES = 2 * 1024 * 1024;
/** Mastodon sends `:thump` every 15 s and pings a WebSocket every 30 s (streaming/index.js); GoToSocial likewise (assumed). */
const IDLE_MS = 90_000;

/**
 * The account's own stream: its home timeline and its notifications. Kept of it is what the account posts, what answers,
 * mentions or quotes it, and, where that was agreed to, direct messages; what those it follows post is not read further.
 * There is no replay: what is missed, the look for what is new finds.
 */
export class ListenMastodon {
  constructor(
    private readonly context: LiveContext,
    private readonly api: MastodonApi,
    private readonly around: CaptureAround,
    /** Permanent names of statuses by this server's ids. */
    private readonly names: RecentMemory,
  ) {}

  async *run(): AsyncGenerator<Page> {
    const opened = await this.open();
    if (!opened) return;
    yield { exchanges: [], observations: [], next: null, done: false };
    for await (const frame of framesOf(opened.stream)) {
      const page = await this.read(frame, opened.isSocket);
      if (page) yield page;
    }
  }

  /** Server-sent events where the server has them, else a WebSocket (GoToSocial has that alone). */
  private async open(): Promise<{ readonly stream: OutboundStream; readonly isSocket: boolean } | null> {
    const instance = await this.api.instance();
    const stated = instance.status === 200 ? readJsonBody(instance, jsonPaths([])).value : null;
    const address = streamAddress(stated, this.api.base);
    for (const url of [address.events, address.socket]) {
      const stream = await openStream(this.context, url, { maxFrameBytes: MAX_FRAME_BYTES, idleMs: IDLE_MS });
      if (stream) return { stream, isSocket: url === address.socket };
    }
    return null;
  }

  private async read(frame: RawExchange, isSocket: boolean): Promise<Page | null> {
    const event = readFrame(frame, isSocket);
    if (event.is === 'delete') return this.takenBack(frame, event.id);
    if (event.is === 'other' || !this.concerns(event.status)) return null;
    const page = new MastodonPage(this.api);
    if (!page.mayKeep(event.status)) return null;
    await this.nameParents(page, event.answer);
    await this.add(page, event.answer);
    return page.finish(null, false);
  }

  private async add(page: MastodonPage, answer: ReadAnswer): Promise<void> {
    await this.around.add(page, answer);
    for (const { ref, body } of page.addStatuses(answer)) this.names.set(this.nameOf(body.nativeId), ref.canonicalUri);
  }

  /** By the account, or about it: an answer to it, a mention of it, a quotation. */
  private concerns(status: JsonObject): boolean {
    const { nativeId } = this.context.account;
    const author = objectAt(status, 'account');
    if (author && idAt(author, 'id') === nativeId) return true;
    if (objectAt(status, 'reblog')) return false;
    if (idAt(status, 'in_reply_to_account_id') === nativeId) return true;
    if (objectsAt(status, 'mentions').some((mention) => idAt(mention, 'id') === nativeId)) return true;
    const quoted = objectAt(quotedStatus(status)?.status ?? {}, 'account');
    return quoted !== null && idAt(quoted, 'id') === nativeId;
  }

  /** A reply names its parent by id: what is known here need not be asked for. */
  private async nameParents(page: MastodonPage, { statuses }: ReadAnswer): Promise<void> {
    const ids = statuses.map(({ status }) => idAt(status, 'in_reply_to_id')).filter((id) => id !== null);
    for (const id of ids) {
      const uri = await this.uriOf(id);
      if (uri !== null) page.know(id, uri);
    }
  }

  /**
   * `delete` is documented as "a status has been deleted" (methods/streaming#events), and is sent besides when a status
   * leaves the timeline otherwise: a repost is undone, a filter or a changed audience takes it out (Mastodon,
   * feed_manager.rb `unpush_from_home`). So it is believed only where the server, asked for that status at once, no
   * longer gives it either: both answers are kept. Where it cannot be asked nothing is said, and the sweep over all
   * items finds what is gone.
   */
  private async takenBack(frame: RawExchange, id: string): Promise<Page | null> {
    const uri = await this.uriOf(id);
    if (uri === null) return null;
    const asked = await unlessRefused(this.api.status(id));
    if (!asked) return null;
    const page = new MastodonPage(this.api);
    if (asked.status === 200) {
      const answer = readOne(asked);
      const [shown] = answer.statuses;
      if (shown && uriOf(shown.status) === uri) await this.add(page, answer);
      return page.finish(null, false);
    }
    const look = page.addExchange(asked);
    page.observe({
      type: 'gone',
      ref: { platform: 'mastodon', canonicalUri: uri, lineage: '' },
      evidence: { exchange: page.addExchange(frame), range: null },
      ground: 'asserted',
      confirmedBy: look,
      cause: 'unknown',
    });
    return page.finish(null, false);
  }

  private async uriOf(id: string): Promise<string | null> {
    const remembered = this.names.get(this.nameOf(id));
    if (remembered !== undefined) return remembered;
    const [known] = await this.context.known([id]);
    if (!known) return null;
    this.names.set(this.nameOf(id), known.ref.canonicalUri);
    return known.ref.canonicalUri;
  }

  private nameOf(id: string): string {
    return `${this.api.base} ${id}`;
  }
}

/** Null where we may not look, or not now. */
async function unlessRefused(asked: Promise<RawExchange>): Promise<RawExchange | null> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof ConnectorError) return null;
    throw error;
  }
}
