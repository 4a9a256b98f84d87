import { type Download, DownloadFault, nameOfFileUrl } from '../../connectors/index.js';
import { type Outbound, type OutboundAnswer, OutboundError, type OutboundRequest } from '../../platform/index.js';

/** What an import can reach: the files of its download. No network: what the download does not hold is missing. */
export class MemberOutbound implements Outbound {
  constructor(
    private readonly download: Download,
    private readonly now: () => Date,
  ) {}

  async get(url: string, { into, maxBytes = 0 }: OutboundRequest = {}): Promise<OutboundAnswer> {
    const name = nameOfFileUrl(url);
    const member = name === null ? undefined : this.download.members.get(name);
    if (!member) throw new OutboundError('refused-connection', 'The download does not hold this file');
    const pieces = this.download.read(member.name);
    if (into) {
      await into(pieces, []);
      return this.answer(url, Buffer.alloc(0));
    }
    if (member.bytes > maxBytes) throw new OutboundError('too-large', 'The file is larger than is held at once');
    return this.answer(url, Buffer.concat(await all(pieces)));
  }

  private answer(url: string, body: Uint8Array): OutboundAnswer {
    const at = this.now().toISOString();
    return {
      method: 'GET',
      url,
      requestHeaders: [],
      status: 200,
      responseHeaders: [],
      body,
      sentAt: at,
      receivedAt: at,
      masked: [],
    };
  }
}

/** A file of the download that cannot be read is missing, as one is that a platform does not give. */
async function all(pieces: AsyncIterable<Uint8Array>): Promise<Uint8Array[]> {
  try {
    const held: Uint8Array[] = [];
    for await (const piece of pieces) held.push(piece);
    return held;
  } catch (error) {
    if (error instanceof DownloadFault) throw new OutboundError('broken-answer', error.message, { cause: error });
    throw error;
  }
}
