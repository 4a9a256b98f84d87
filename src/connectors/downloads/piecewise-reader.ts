import type { Cursor, Observation, Page, Platform } from '../observation.types.js';
import { isObject, type JsonObject } from '../json.rules.js';
import { DownloadFault } from './download-fault.types.js';
import type { Download, DownloadAbout, DownloadFormat, DownloadReader, DownloadReading } from './download.port.js';
import { type Listed, PageOfPieces, type Piece, type Said } from './page-of-pieces.js';
import { splitElements } from './split-elements.js';
import { splitTable } from './split-table.js';

/** One file of a download in which posts are listed. */
export interface Part {
  readonly name: string;
  /** What is listed in it, in the reader's own words. */
  readonly kind: string;
  /** Names that lead to the list in a JSON file; 'table' for a CSV. */
  readonly path: readonly string[] | 'table';
}

/** What one entry means: which bytes it rests on, and what they say. Null: nothing that is archived. */
export interface Meant {
  readonly pieces: readonly Piece[];
  readonly say: Said;
  /** Entries that must stand on one page: the page is not ended before `of` of this name are on it. */
  readonly together?: { readonly name: string; readonly of: number };
}

/** A page is ended at the first of these. The larger, the fewer transactions; the whole of it is in memory. */
const MOST_ENTRIES = 250;
const MOST_BYTES = 2 * 1024 * 1024;
/** What belongs together stands close by: where it does not, it is not waited for longer. */
const MOST_WAITED_FOR = 2_000;

/** Downloads that are files of lists: entry after entry becomes a page, and the place after each page is its cursor. */
export abstract class PiecewiseReader<Setting> implements DownloadReader {
  abstract readonly format: DownloadFormat;
  abstract readonly platforms: readonly Platform[];
  readonly unnamed: boolean = false;

  abstract recognises(names: ReadonlySet<string>): boolean;
  abstract about(download: Download): Promise<DownloadAbout>;
  /** In the order in which they are read. */
  protected abstract parts(download: Download): readonly Part[];
  /** What is known before the first entry is read. */
  protected abstract begin(reading: DownloadReading): Promise<Setting>;
  protected abstract mean(listed: Listed, part: Part, setting: Setting): Meant | null;

  bytes(download: Download): number {
    return this.parts(download).reduce((sum, { name }) => sum + (download.members.get(name)?.bytes ?? 0), 0);
  }

  async *pages(reading: DownloadReading, from: Cursor | null): AsyncGenerator<Page> {
    const { download } = reading;
    const parts = this.parts(download);
    if (parts.length === 0) throw new DownloadFault('unknown', 'The download holds no posts.');
    const setting = await this.begin(reading);
    const start = placeOf(from);
    let before = 0;
    for (const [index, part] of parts.entries()) {
      const bytes = download.members.get(part.name)?.bytes ?? 0;
      if (index >= start.part) {
        const at = index === start.part ? start.at : 0;
        yield* this.pagesOf(reading, { part, index, at, before, last: index === parts.length - 1, setting });
      }
      before += bytes;
    }
  }

  private async *pagesOf(reading: DownloadReading, of: PartPlace<Setting>): AsyncGenerator<Page> {
    const { part, index, before } = of;
    const bytes = reading.download.members.get(part.name)?.bytes ?? 0;
    const total = (name: string): number => reading.download.members.get(name)?.bytes ?? 0;
    const page = new Growing();
    const end = (at: number, done: boolean): Page => {
      const { madeAt } = reading.about;
      const exchange = page.pieces.exchange({ madeAt, now: reading.now(), total });
      const next = { v: 1, data: { part: index, at, read: before + at } };
      return { exchanges: [exchange], observations: inOrder(page.pieces.observations()), next, done };
    };
    for await (const listed of this.listed(reading.download, part, of.at)) {
      const meant = this.mean(listed, part, of.setting);
      if (meant) page.add(meant);
      if (!page.isFull()) continue;
      yield end(listed.piece.offset + listed.piece.bytes.length, false);
      page.clear();
    }
    yield end(bytes, of.last);
  }

  private async *listed(download: Download, part: Part, at: number): AsyncGenerator<Listed> {
    const { name, path } = part;
    // Read to its end already: a file is not gone through again for that.
    if (at > 0 && at >= (download.members.get(name)?.bytes ?? 0)) return;
    if (path === 'table') {
      yield* splitTable(download.read(name), { name, at });
      return;
    }
    for await (const { offset, bytes, before } of splitElements(download.read(name, at), { name, path, at })) {
      const value = parsed(bytes, name, offset);
      if (value) yield { piece: { name, offset, bytes, before }, value };
    }
  }
}

interface PartPlace<Setting> {
  readonly part: Part;
  readonly index: number;
  /** Where in it to begin. */
  readonly at: number;
  /** Bytes of the parts before it. */
  readonly before: number;
  readonly last: boolean;
  readonly setting: Setting;
}

class Growing {
  pieces = new PageOfPieces();
  private readonly awaited = new Map<string, number>();

  add({ pieces, say, together }: Meant): void {
    this.pieces.add(pieces, say);
    if (!together || together.of < 2) return;
    const left = (this.awaited.get(together.name) ?? together.of) - 1;
    if (left > 0) this.awaited.set(together.name, left);
    else this.awaited.delete(together.name);
  }

  isFull(): boolean {
    const { pieces, bytes } = this.pieces;
    if (pieces < MOST_ENTRIES && bytes < MOST_BYTES) return false;
    return this.awaited.size === 0 || pieces >= MOST_WAITED_FOR || bytes >= 4 * MOST_BYTES;
  }

  clear(): void {
    this.pieces = new PageOfPieces();
    this.awaited.clear();
  }
}

/** Versions by their place in the history of their post, before what the posts say now. */
function inOrder(observations: readonly Observation[]): readonly Observation[] {
  return observations.toSorted((a, b) => placeIn(a) - placeIn(b));
}

function placeIn(observation: Observation): number {
  return observation.type === 'version' ? observation.ordinal : Number.MAX_SAFE_INTEGER;
}

function placeOf(cursor: Cursor | null): { readonly part: number; readonly at: number } {
  const { part, at } = cursor?.data ?? {};
  return { part: typeof part === 'number' ? part : 0, at: typeof at === 'number' ? at : 0 };
}

/** How many bytes of what it will read a reader had read when it gave this cursor. */
export function bytesRead(cursor: Cursor | null): number {
  const read = cursor?.data['read'];
  return typeof read === 'number' ? read : 0;
}

export function parsed(bytes: Buffer, name: string, offset: number): JsonObject | null {
  try {
    const value: unknown = JSON.parse(bytes.toString('utf8'));
    return isObject(value) ? value : null;
  } catch (cause) {
    throw new DownloadFault(
      'damaged',
      `${name} cannot be read at byte ${offset}: what stands there is no JSON. What stands before is in the archive; fetch the download again and import it.`,
      { cause },
    );
  }
}

/** A small file of JSON, or of a script that assigns JSON, whole. @throws {DownloadFault} */
export async function readWhole(download: Download, name: string, most = 8 * 1024 * 1024): Promise<Buffer> {
  const { bytes = 0 } = download.members.get(name) ?? {};
  if (bytes > most)
    throw new DownloadFault('hostile', `${name} is larger than any download has it. Nothing of it was imported.`);
  const parts: Uint8Array[] = [];
  for await (const part of download.read(name)) parts.push(part);
  return Buffer.concat(parts);
}

/** The JSON in a small file, behind an assignment if there is one. @throws {DownloadFault} */
export async function readJson(download: Download, name: string): Promise<unknown> {
  const text = (await readWhole(download, name)).toString('utf8');
  const start = text.search(/[[{]/);
  try {
    return JSON.parse(text.slice(Math.max(0, start)).replace(/;\s*$/, ''));
  } catch (cause) {
    throw new DownloadFault('damaged', `${name} is not what it should be: it is no JSON. Fetch the download again.`, {
      cause,
    });
  }
}
