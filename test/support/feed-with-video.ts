import { createHash } from 'node:crypto';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { addressOf, listenLocally } from './local-server.js';

const PIECE = 1024 * 1024;
const MP4 = Buffer.from('\0\0\0\x18ftypmp42\0\0\0\0mp42isom', 'latin1');

/** A feed whose one item shows a video of so many bytes, sent as it is made. */
export class FeedWithVideo {
  text = 'The council met on Tuesday.';
  /** Hangs up after this many bytes. */
  breaksAfter = Infinity;
  /** A second item shows the same video under this name. */
  alsoAt: string | null = null;
  private readonly server: Server;
  private end: () => Promise<void> = async () => undefined;

  constructor(readonly bytes: number) {
    this.server = createServer((request, response) => {
      if (request.url?.endsWith('.mp4')) void this.send(response);
      else response.writeHead(200, { 'content-type': 'application/rss+xml' }).end(this.feed());
    });
  }

  async open(): Promise<string> {
    this.end = await listenLocally(this.server);
    return `http://${addressOf(this.server)}/council.xml`;
  }

  close(): Promise<void> {
    return this.end();
  }

  /** What the video has at [start, end). */
  slice(start: number, end: number): Buffer {
    const first = Math.floor(start / PIECE);
    const pieces = [];
    for (let i = first; i * PIECE < end; i += 1) pieces.push(this.piece(i));
    return Buffer.concat(pieces).subarray(start - first * PIECE, end - first * PIECE);
  }

  private piece(i: number): Buffer {
    const piece = Buffer.alloc(Math.min(PIECE, this.bytes - i * PIECE), createHash('sha256').update(`${i}`).digest());
    if (i === 0) MP4.copy(piece);
    return piece;
  }

  private async send(response: ServerResponse): Promise<void> {
    response.writeHead(200, { 'content-type': 'video/mp4' });
    await pipeline(Readable.from(this.pieces()), response).catch(() => response.destroy());
  }

  private *pieces(): Generator<Buffer> {
    for (let i = 0; i * PIECE < this.bytes; i += 1) {
      if (i * PIECE >= this.breaksAfter) throw new Error('The server hangs up');
      yield this.piece(i);
    }
  }

  private feed(): string {
    const at = `http://${addressOf(this.server)}`;
    const item = (id: string, text: string, video: string): string =>
      `<item><guid isPermaLink="false">${id}</guid><title>${text}</title><description>${text}</description>` +
      `<pubDate>Tue, 19 May 2026 12:00:00 +0000</pubDate><enclosure url="${at}/${video}" length="${this.bytes}" type="video/mp4"/></item>`;
    const second = this.alsoAt === null ? '' : item('two', 'The same, once more.', this.alsoAt);
    return `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>Newford council</title><link>${at}</link><description>Meetings</description>${item('one', this.text, 'one.mp4')}${second}</channel></rss>`;
  }
}
