import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import type { BundleContent } from './bundle.types.js';
import { cdxjLine, pageOf } from './index-warc.js';
import { LineSorter } from './sort-lines.js';
import type { BagWriter } from './write-bag.js';
import { type ExchangeCounts, type ExchangeWork, WARC_PATH, WarcMembers } from './write-exchanges.js';
import { ZipWriter } from './write-zip.js';
import type { Place } from './zip.rules.js';

const WARC = 'exchanges.warc.gz';
const INDEX_PATH = 'data/web/indexes/index.cdxj';
const WACZ_PATH = 'data/web/exchanges.wacz';
/** The validator of the form refuses a package that does not name the version it follows. */
const WACZ_VERSION = '1.1.1';

export interface WebArchiveCounts extends ExchangeCounts {
  /** Lines of the index: answers, whole or cut, that a reader of web archives finds by their address. */
  readonly indexed: number;
}

/**
 * The platforms' answers as a WARC file, with the index that readers of such files want (CDXJ), and the same two once
 * more as one file that opens by itself (WACZ 1.1.1). The package is made first, in a file beside the archive: what it
 * holds is written into the bag from there.
 */
export async function writeWebArchive(
  bag: BagWriter,
  content: BundleContent,
  work: ExchangeWork & {
    /** Path of the archive that is made. */
    readonly beside: string;
  },
): Promise<WebArchiveCounts> {
  const path = `${work.beside}.wacz`;
  const lines = await LineSorter.create(`${work.beside}.cdxj`);
  try {
    const wacz = new WaczWriter(await ZipWriter.create(path, { stored: true, isEven: true }), lines);
    const { warc, index, counts } = await wacz.write(new WarcMembers(content, work), work.plan);
    await bag.writeStream(WARC_PATH, stretchOf(path, warc));
    await bag.writeStream(INDEX_PATH, stretchOf(path, index));
    const whole: AsyncIterable<Buffer> = createReadStream(path);
    await bag.writeStream(WACZ_PATH, whole);
    return counts;
  } finally {
    await lines.remove();
    await rm(path, { force: true });
  }
}

interface Resource {
  readonly name: string;
  readonly path: string;
  readonly hash: string;
  readonly bytes: number;
}

/** Writes one package, front to back. */
class WaczWriter {
  private readonly resources: Resource[] = [];
  private indexed = 0;

  constructor(
    private readonly zip: ZipWriter,
    private readonly lines: LineSorter,
  ) {}

  async write(
    members: WarcMembers,
    { name, at }: ExchangeWork['plan'],
  ): Promise<{ readonly warc: Place; readonly index: Place; readonly counts: WebArchiveCounts }> {
    try {
      const warc = await this.add(`archive/${WARC}`, this.indexing(members));
      const index = await this.add('indexes/index.cdxj', this.index());
      await this.add('pages/pages.jsonl', this.pages(name));
      const facts = { profile: 'data-package', wacz_version: WACZ_VERSION, software: 'Akta', created: at, title: name };
      const described = Buffer.from(`${JSON.stringify({ ...facts, resources: this.resources }, null, 2)}\n`);
      await this.zip.add('datapackage.json', described);
      const digest = {
        path: 'datapackage.json',
        hash: `sha256:${createHash('sha256').update(described).digest('hex')}`,
      };
      await this.zip.add('datapackage-digest.json', Buffer.from(`${JSON.stringify(digest, null, 2)}\n`));
      await this.zip.finish();
      return { warc, index, counts: { ...members.counts, indexed: this.indexed } };
    } finally {
      await this.zip.abandon();
    }
  }

  private async *indexing(members: WarcMembers): AsyncGenerator<Uint8Array> {
    let offset = 0;
    for await (const { bytes, captured } of members.all()) {
      const { length } = bytes;
      if (captured) {
        this.indexed += 1;
        await this.lines.add(cdxjLine(captured, { offset, length }, WARC));
      }
      offset += length;
      yield bytes;
    }
  }

  private async *pages(title: string): AsyncGenerator<Uint8Array> {
    yield Buffer.from(`${JSON.stringify({ format: 'json-pages-1.0', id: 'pages', title })}\n`);
    for await (const line of this.lines.sorted()) {
      const page = pageOf(line);
      if (page) yield Buffer.from(`${JSON.stringify(page)}\n`);
    }
  }

  private async *index(): AsyncGenerator<Uint8Array> {
    for await (const line of this.lines.sorted()) yield Buffer.from(`${line}\n`);
  }

  private async add(path: string, source: AsyncIterable<Uint8Array>): Promise<Place> {
    const digest = createHash('sha256');
    const place = await this.zip.addStream(path, source, (piece) => digest.update(piece));
    const name = path.slice(path.indexOf('/') + 1);
    this.resources.push({ name, path, hash: `sha256:${digest.digest('hex')}`, bytes: place.bytes });
    return place;
  }
}

/** Of a file that is stored as it is. */
function stretchOf(path: string, { from, bytes }: Place): AsyncIterable<Uint8Array> {
  return bytes === 0 ? noBytes() : createReadStream(path, { start: from, end: from + bytes - 1 });
}

async function* noBytes(): AsyncGenerator<Uint8Array> {}
