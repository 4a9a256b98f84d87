import type { Observation, RawExchange } from '../observation.types.js';
import type { JsonObject } from '../json.rules.js';

/** A stretch of a file of the download. */
export interface Piece {
  readonly name: string;
  readonly offset: number;
  readonly bytes: Buffer;
  /** What stands before it in the file, from the end of the piece before it on. */
  readonly before?: Buffer;
}

/** One entry of a list, whole. */
export interface Listed {
  readonly piece: Piece;
  readonly value: JsonObject;
}

/** Where a piece lies in the exchange's body. */
export type PlaceInBody = readonly [start: number, end: number];

/** What one piece says, once it is known where it lies. */
export type Said = (range: PlaceInBody) => readonly Observation[];

interface Stretch {
  readonly name: string;
  readonly from: number;
  to: number;
}

/**
 * One exchange made of pieces of a download. Pieces that follow each other in the file are one stretch of it, with what
 * stands between them; the exchange says which stretches of which files it is made of, so that anybody with the download
 * can cut them out again.
 */
export class PageOfPieces {
  private readonly parts: Buffer[] = [];
  private readonly stretches: Stretch[] = [];
  private length = 0;
  private readonly said: { readonly range: PlaceInBody; readonly say: Said }[] = [];

  get pieces(): number {
    return this.said.length;
  }

  get bytes(): number {
    return this.length;
  }

  /** The first says what all of them say: the piece, then others that belong to it and follow it in the body. */
  add(pieces: readonly Piece[], say: Said): void {
    let start = -1;
    for (const piece of pieces) {
      const at = this.append(piece);
      if (start < 0) start = at;
    }
    this.said.push({ range: [start, this.length], say });
  }

  observations(): Observation[] {
    return this.said.flatMap(({ range, say }) => say(range));
  }

  /** `madeAt`: when the network made the download. */
  exchange({ madeAt, now, total }: { madeAt: string | null; now: Date; total: (name: string) => number }): RawExchange {
    const at = now.toISOString();
    const [first] = this.stretches;
    return {
      method: 'FILE',
      url: fileUrl(first?.name ?? ''),
      requestHeaders: [],
      status: 0,
      responseHeaders: this.stretches.flatMap(({ name, from, to }) => [
        ['content-location', fileUrl(name)] as const,
        ['content-range', `bytes ${from}-${to - 1}/${total(name)}`] as const,
      ]),
      body: Buffer.concat(this.parts, this.length),
      sentAt: madeAt ?? at,
      receivedAt: at,
      masked: [],
    };
  }

  private append({ name, offset, bytes, before }: Piece): number {
    const last = this.stretches.at(-1);
    if (last?.name === name && before && last.to + before.length === offset) {
      this.push(before);
      last.to = offset + bytes.length;
    } else this.stretches.push({ name, from: offset, to: offset + bytes.length });
    const at = this.length;
    this.push(bytes);
    return at;
  }

  private push(bytes: Buffer): void {
    this.parts.push(bytes);
    this.length += bytes.length;
  }
}

/** The name of a file in a download as an address: no network is asked for it. */
export function fileUrl(name: string): string {
  return `download:${name.split('/').map(encodeURIComponent).join('/')}`;
}

export function nameOfFileUrl(url: string): string | null {
  if (!url.startsWith('download:')) return null;
  return url.slice('download:'.length).split('/').map(decodeURIComponent).join('/');
}
