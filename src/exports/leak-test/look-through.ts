import { fileOfPixels, PictureLooker, pngOf } from './compare-pictures.js';
import { Finder } from './finder.rules.js';
import type { Leak, Place, Unread, Withheld } from './leak-test.types.js';
import { TextLooker } from './look-in-text.rules.js';
import { type Needles, needlesOf } from './needles.rules.js';
import { formOf, readStream } from './read-stream.js';
import { encodedIn, readingsOf } from './readings.rules.js';
import type { Pixels, Sink } from './sink.types.js';

const LAST_BYTES = 6;
/** A file in a file in a file: further down it is an attack on the test. */
const DEEPEST = 4;
/** What only looks like the beginning of a picture is none. */
const THUMBNAIL = 'thumbnail';
/** Of decoded base64 or hex, as much as this must be writing for it to be read as such. */
const WRITING = 0.9;

interface Around {
  /** Called with every page and every stretch of a file: a long one takes minutes. It does not throw. */
  readonly beat: () => Promise<void>;
  /** Where archives within the bundle are put while they are read. */
  readonly folder: string;
}

/** Looks through one bundle, file by file, and keeps what it finds: each thing once a place. */
export class LookThrough {
  private readonly texts: TextLooker;
  private readonly bytes: Finder;
  readonly leaks: Leak[] = [];
  readonly unread: Unread[] = [];
  private readonly told = new Set<string>();

  private constructor(
    private readonly withheld: readonly Withheld[],
    private readonly needles: Needles,
    private readonly pictures: PictureLooker,
    private readonly around: Around,
  ) {
    this.texts = new TextLooker(this.needles.texts);
    this.bytes = new Finder(
      this.needles.bytes.map(({ bytes }) => bytes),
      LAST_BYTES,
    );
  }

  static async for(withheld: readonly Withheld[], around: Around): Promise<LookThrough> {
    return new LookThrough(withheld, await needlesOf(withheld), await PictureLooker.for(withheld), around);
  }

  async file(name: string, chunks: AsyncIterable<Uint8Array>): Promise<void> {
    await readStream(chunks, this.sink(name, 0), { where: 'text', at: '' }).catch((error: unknown) => {
      if (error instanceof Error && error.name === 'AbortError') throw error;
      this.miss(name, 'damaged');
    });
  }

  /** A name, a comment: text that is in no file. */
  outside(text: string, file: string, place: Place): void {
    for (const reading of readingsOf(text)) this.texts.look(reading, (of) => this.leak(of, file, place));
  }

  private sink(file: string, depth: number, outer: Place | null = null): Sink {
    const at = (place: Place): Place => outer ?? place;
    const sink: Sink = {
      folder: this.around.folder,
      text: async (text, place) => {
        await this.around.beat();
        await this.readText({ file, depth, place: at(place) }, text);
      },
      string: (text, place) => this.texts.look(text, (of) => this.leak(of, file, at(place))),
      bytes: async (bytes, place) => {
        await this.around.beat();
        this.bytes.scan(bytes, bytes.length, (i) =>
          this.leak(
            this.needles.bytes[i]?.of ?? -1,
            file,
            at({ ...place, where: place.where === 'text' ? 'bytes' : place.where }),
          ),
        );
        await this.readText({ file, depth, place: at(place) }, textOf(bytes));
      },
      picture: async (bytes, place) => {
        await this.readText(
          { file, depth, place: at({ ...place, where: 'picture.metadata' }) },
          bytes.toString('latin1'),
        );
        await this.lookAt(bytes, file, at({ ...place, where: 'picture.pixels' }));
      },
      rawPixels: async (pixels: Pixels) =>
        this.lookAt(await fileOfPixels(pixels), file, at({ where: 'picture.pixels', at: 'PDF' })),
      pngPixels: async (pixels: Pixels) => this.lookAt(pngOf(pixels), file, at({ where: 'picture.pixels', at: 'PDF' })),
      inner: async (chunks, place) => {
        if (depth >= DEEPEST) return this.miss(file, 'too-large');
        await readStream(chunks, this.sink(file, depth + 1, at(place)), place);
      },
      unseen: () => this.unseen(file),
      unread: (because) => this.miss(file, because),
    };
    return sink;
  }

  private async readText(about: { file: string; depth: number; place: Place }, text: string): Promise<void> {
    const { file, depth, place } = about;
    this.outside(text, file, place);
    if (depth >= DEEPEST) return;
    for (const decoded of encodedIn(text)) {
      if (formOf(decoded) !== 'plain') {
        const inside = this.sink(file, depth + 1, { where: 'encoded', at: '' });
        await readStream(once(decoded), { ...inside, unread: () => undefined }, place);
      } else if (isWriting(decoded)) {
        await this.readText({ file, depth: depth + 1, place: { where: 'encoded', at: '' } }, decoded.toString());
      }
    }
  }

  private unseen(file: string): void {
    if (!this.pictures.isIdle) this.miss(file, 'picture');
  }

  private async lookAt(picture: Buffer, file: string, place: Place): Promise<void> {
    if (this.pictures.isIdle) return;
    const seen = await this.pictures.look(picture);
    if (seen === null && place.at !== THUMBNAIL) this.unseen(file);
    for (const one of seen ?? []) this.leak(one, file, place);
  }

  private leak(of: number, file: string, place: Place): void {
    const one = this.withheld[of];
    const key = `${of}|${file}|${place.where}|${place.at}`;
    if (!one || this.told.has(key)) return;
    this.told.add(key);
    this.leaks.push({ kind: one.kind, item: one.item, file, ...place });
  }

  private miss(file: string, because: Unread['because']): void {
    if (!this.unread.some((one) => one.file === file && one.because === because)) this.unread.push({ file, because });
  }
}

async function* once(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes;
}

function textOf(bytes: Buffer): string {
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  return bytes.toString();
}

function isWriting(bytes: Buffer): boolean {
  let plain = 0;
  for (const byte of bytes)
    if ((byte >= 0x20 && byte < 0x7f) || byte === 0x0a || byte === 0x0d || byte === 0x09) plain += 1;
  return plain >= bytes.length * WRITING || !bytes.toString().includes('\uFFFD');
}
