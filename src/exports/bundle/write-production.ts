import { createHash } from 'node:crypto';
import sharp from 'sharp';
import { HELD_WHOLE_BYTES, type MediumView, type Pieces } from '../../archive/index.js';
import type { BundleItem, BundlePlan, Progress } from './bundle.types.js';
import { threadsOf } from './chapters.rules.js';
import { type Document, type Family, familiesOf } from './describe-documents.js';
import { datHeader, datRow, type DatRow, optRow, pathInVolume, type Replaced, volumeName } from './load-file.rules.js';
import { itemPath, numbered } from './paths.rules.js';
import { Spool } from './spool.js';
import { type BagWriter, type Content, writeContent } from './write-bag.js';
import type { Listing } from './write-items.js';

const FOLDER = 'data/production';
const LIMITS = { documents: 50_000, files: 1_000 } as const;
const MOST_PIXELS = 40_000_000;

export interface ProductionCounts {
  readonly volumes: number;
  readonly documents: number;
  readonly natives: number;
  readonly texts: number;
  readonly images: number;
  /** Pictures of a kind that cannot be drawn: as natives alone. */
  readonly notDrawn: number;
  readonly replaced: Replaced;
}

interface ProductionWork {
  readonly plan: Pick<BundlePlan, 'name' | 'accounts' | 'asked' | 'languages' | 'release'>;
  readonly listing: Pick<Listing, 'items'>;
  readonly progress: Progress;
  /** Path of the archive that is made. */
  readonly beside: string;
  /** Most documents in a volume, and most files in a folder of one. */
  readonly limits?: { readonly documents: number; readonly files: number };
}

/**
 * A load file for review programs (DAT and OPT) with texts, natives and pictures, made like every rendition from the
 * files of the items. A document is one version; its media are attached to it. Threads stand together, in volumes each
 * of which can be loaded by itself.
 */
export async function writeProduction(bag: BagWriter, work: ProductionWork): Promise<ProductionCounts> {
  const [dat, opt] = [await Spool.create(`${work.beside}.dat`), await Spool.create(`${work.beside}.opt`)];
  try {
    const writer = new ProductionWriter(bag, work, { dat, opt });
    const { items } = work.listing;
    let done = 0;
    for (const no of threadsOf(items).flat()) {
      const item: BundleItem = JSON.parse((await bag.read(itemPath(no))).toString());
      for (const family of familiesOf({ plan: work.plan, no, item })) await writer.add(family);
      await work.progress('forms', (done += 1), items.length);
    }
    await writer.endVolume();
    return writer.counts;
  } finally {
    await dat.remove();
    await opt.remove();
  }
}

/** Where the file of a medium stands in the volume, for those that show it again. */
interface Placed {
  readonly native: string;
  readonly image: string | null;
  readonly sha256: string;
  readonly md5: string;
}

type Kind = 'NATIVES' | 'TEXT' | 'IMAGES';

class ProductionWriter {
  private volumes = 0;
  private documents = 0;
  private inVolume = 0;
  private files = { NATIVES: 0, TEXT: 0, IMAGES: 0 };
  private readonly total = { NATIVES: 0, TEXT: 0, IMAGES: 0 };
  private notDrawn = 0;
  private replaced: Replaced = { quotes: 0, newlineSigns: 0, controls: 0 };
  private placed = new Map<string, Placed>();
  private from = { dat: 0, opt: 0 };

  constructor(
    private readonly bag: BagWriter,
    private readonly work: ProductionWork,
    private readonly spools: { readonly dat: Spool; readonly opt: Spool },
  ) {}

  get counts(): ProductionCounts {
    const { NATIVES: natives, TEXT: texts, IMAGES: images } = this.total;
    const { volumes, documents, notDrawn, replaced } = this;
    return { volumes, documents, natives, texts, images, notDrawn, replaced };
  }

  /** One volume holds all of a family. */
  async add(family: Family): Promise<void> {
    const { documents: most } = this.work.limits ?? LIMITS;
    if (this.inVolume > 0 && this.inVolume + family.length > most) await this.endVolume();
    if (this.inVolume === 0) await this.beginVolume();
    const controls = family.map((_, i) => `${this.work.plan.name}-${numbered(this.documents + i + 1)}`);
    const [first = '', last = ''] = [controls[0], controls.at(-1)];
    for (const [i, document] of family.entries()) {
      const control = controls[i] ?? '';
      const files = await this.writeFiles(control, document);
      const place = { BEGDOC: control, ENDDOC: control, BEGATTACH: first, ENDATTACH: last };
      const { text, replaced } = datRow({ ...document.described, ...place, ...files }, this.replaced);
      this.replaced = replaced;
      await this.spools.dat.write(text);
    }
    this.documents += family.length;
    this.inVolume += family.length;
  }

  /** Writes the lists of the volume that was begun, where one was. */
  async endVolume(): Promise<void> {
    if (this.inVolume === 0) return;
    const { dat, opt } = this.spools;
    const path = `${FOLDER}/${this.volume}/DATA/${this.volume}`;
    await this.bag.writeStream(`${path}.dat`, dat.read(this.from.dat));
    if ((await opt.end()) > this.from.opt) await this.bag.writeStream(`${path}.opt`, opt.read(this.from.opt));
    this.from = { dat: await dat.end(), opt: await opt.end() };
    this.inVolume = 0;
  }

  private get volume(): string {
    return volumeName(this.volumes);
  }

  private async beginVolume(): Promise<void> {
    this.volumes += 1;
    this.files = { NATIVES: 0, TEXT: 0, IMAGES: 0 };
    this.placed = new Map();
    await this.spools.dat.write(datHeader());
  }

  private async writeFiles(
    control: string,
    { text, medium }: Document,
  ): Promise<Pick<DatRow, 'SHA256' | 'MD5HASH' | 'NATIVE_PATH' | 'TEXT_PATH'>> {
    const bytes = Buffer.from(text);
    const TEXT_PATH = await this.put('TEXT', `${control}.txt`, bytes);
    const media = medium && (await this.mediumFiles(control, medium));
    if (!media) return { SHA256: hexOf('sha256', bytes), MD5HASH: hexOf('md5', bytes), NATIVE_PATH: '', TEXT_PATH };
    if (media.image !== null) await this.spools.opt.write(optRow(control, this.volume, media.image));
    return { SHA256: media.sha256, MD5HASH: media.md5, NATIVE_PATH: media.native, TEXT_PATH };
  }

  /** Once a volume, however many versions show it. */
  private async mediumFiles(control: string, { href, mime }: MediumView): Promise<Placed | null> {
    if (href === null || !this.bag.has(href)) return null;
    const before = this.placed.get(href);
    if (before) return before;
    const { content, sha256 } = await this.contentOf(href);
    const native = await this.put('NATIVES', `${control}${href.slice(href.lastIndexOf('.'))}`, content);
    const isPicture = mime?.startsWith('image/') === true;
    const drawn = isPicture && content instanceof Uint8Array ? await jpegOf(content) : null;
    if (isPicture && !drawn) this.notDrawn += 1;
    const image = drawn && (await this.put('IMAGES', `${control}.jpg`, drawn));
    const placed = { native, image, sha256, md5: await md5Of(content) };
    this.placed.set(href, placed);
    return placed;
  }

  private async contentOf(href: string): Promise<{ readonly content: Uint8Array | Pieces; readonly sha256: string }> {
    const { bytes: size = 0, sha256 = '' } = this.bag.factsOf(href) ?? {};
    const isLarge = size > HELD_WHOLE_BYTES;
    return { content: isLarge ? { size, pieces: () => this.bag.pieces(href) } : await this.bag.read(href), sha256 };
  }

  /** Answers the path as the load file says it. */
  private async put(kind: Kind, name: string, content: Content): Promise<string> {
    const { files: most } = this.work.limits ?? LIMITS;
    const folder = String(Math.floor(this.files[kind] / most) + 1).padStart(4, '0');
    this.files[kind] += 1;
    this.total[kind] += 1;
    await writeContent(this.bag, `${FOLDER}/${this.volume}/${kind}/${folder}/${name}`, content);
    return pathInVolume(this.volume, kind, folder, name);
  }
}

async function md5Of(content: Uint8Array | Pieces): Promise<string> {
  if (content instanceof Uint8Array) return hexOf('md5', content);
  const digest = createHash('md5');
  for await (const piece of content.pieces()) digest.update(piece);
  return digest.digest('hex');
}

function hexOf(algorithm: 'sha256' | 'md5', bytes: Uint8Array): string {
  return createHash(algorithm).update(bytes).digest('hex');
}

/** As programs that show pages want a picture: upright, in plain colours, with nothing beside its pixels. */
async function jpegOf(bytes: Uint8Array): Promise<Buffer | null> {
  try {
    return await sharp(bytes, { limitInputPixels: MOST_PIXELS, pages: 1 })
      .rotate()
      .flatten({ background: 'white' })
      .toColourspace('srgb')
      .jpeg({ quality: 90 })
      .toBuffer();
  } catch {
    return null; // Not drawable is the answer: the file itself is a native.
  }
}
