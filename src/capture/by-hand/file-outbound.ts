import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { type Outbound, type OutboundAnswer, OutboundError, type OutboundRequest } from '../../platform/index.js';
import type { FileFacts } from './custody-form.rules.js';
import type { HandFile } from './hand.types.js';

/** Where a file that was handed in is found; no network is asked for it. */
export function handUrl(place: number): string {
  return `hand:${place}`;
}

/** What can be reached while something is handed in: its files, and nothing else. */
export class FileOutbound implements Outbound {
  constructor(
    private readonly files: readonly { readonly file: HandFile; readonly facts: FileFacts }[],
    private readonly now: Date,
  ) {}

  async get(url: string, { into, maxBytes = 0 }: OutboundRequest = {}): Promise<OutboundAnswer> {
    const found = this.files.find((_, place) => handUrl(place) === url);
    if (!found) throw new OutboundError('refused-connection', 'This file was not handed in');
    const { file, facts } = found;
    const type = ['content-type', facts.mime] as const;
    if (into) await into(createReadStream(file.path), [type]);
    else if (facts.bytes > maxBytes) throw new OutboundError('too-large', 'The file is larger than is held at once');
    const at = this.now.toISOString();
    return {
      method: 'GET',
      url,
      requestHeaders: [],
      status: 200,
      responseHeaders: [type],
      body: into ? Buffer.alloc(0) : await readFile(file.path),
      sentAt: at,
      receivedAt: at,
      masked: [],
    };
  }
}
