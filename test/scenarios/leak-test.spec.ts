import { hash } from 'node:crypto';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import PdfDocument from 'pdfkit';
import sharp from 'sharp';
import { ZipFile } from 'yazl';
import { zipFolder } from '../../lab/demo/zip-folder.js';
import { LeakTest } from '../../src/exports/leak-test/leak-test.js';
import type { LeakReport, Withheld, WithheldText } from '../../src/exports/leak-test/leak-test.types.js';
import { buildFixture, type Fixture, removeFixture } from '../support/bundle-fixture.js';

const PHONE = '555-0142';
const NAME = 'Greta Zieliński-Olsen';
const MARK = 'NEWFORD-4711';

const text = (kind: WithheldText['kind'], value: string, more: Partial<WithheldText> = {}): Withheld => ({
  item: 15, kind, value, before: null, after: null, ...more,
}); // prettier-ignore

/** A picture with enough in it to be told from others. */
function drawing(seed: number, width = 320, height = 200): Promise<Buffer> {
  const pixels = Buffer.alloc(width * height * 3);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const at = (y * width + x) * 3;
      pixels[at] = 128 + 127 * Math.sin((x * (seed + 3)) / 31 + y / 17);
      pixels[at + 1] = 128 + 127 * Math.cos((y * (seed + 1)) / 23 - x / 29);
      pixels[at + 2] = (x * y * seed) / 97;
    }
  }
  return sharp(pixels, { raw: { width, height, channels: 3 } })
    .png()
    .toBuffer();
}

async function pdfWith(
  draw: (doc: PDFKit.PDFDocument) => void,
  options: PDFKit.PDFDocumentOptions = {},
): Promise<Buffer> {
  const doc = new PdfDocument({ tagged: true, ...options });
  draw(doc);
  doc.end();
  const parts: Buffer[] = [];
  for await (const part of doc) parts.push(Buffer.from(part));
  return Buffer.concat(parts);
}

async function zipWith(name: string, content: string | Buffer, comment = ''): Promise<Buffer> {
  const zip = new ZipFile();
  zip.addBuffer(Buffer.from(content), name);
  zip.end({ comment, forceZip64Format: false });
  const parts: Buffer[] = [];
  for await (const part of zip.outputStream) parts.push(Buffer.from(part));
  return Buffer.concat(parts);
}

function mailWith(zip: Buffer): string {
  const lines = zip.toString('base64').match(/.{1,76}/g) ?? [];
  const part =
    'Content-Type: application/zip\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: attachment; filename="rsmf.zip"';
  return `X-RSMF-Version: 2.0.0\r\nContent-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\n${part}\r\n\r\n${lines.join('\r\n')}\r\n--b--\r\n`;
}

/** Bytes that pack no smaller. */
function noise(length: number): Buffer {
  return Buffer.concat(
    Array.from({ length: Math.ceil(length / 32) }, (_, i) => hash('sha256', String(i), 'buffer')),
  ).subarray(0, length);
}

describe('the leak test', () => {
  const test = new LeakTest();
  let folder: string;
  let fixture: Fixture;
  let original: Buffer;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'akta-leak-'));
    original = await drawing(5);
    fixture = await buildFixture({ languages: ['en', 'pl'] });
  }, 60_000);

  afterAll(async () => {
    await removeFixture(fixture);
    await rm(folder, { recursive: true, force: true });
  });

  /** A folder with these files in it, looked through. */
  async function lookedThrough(
    files: Readonly<Record<string, Buffer | string>>,
    withheld: readonly Withheld[],
  ): Promise<LeakReport> {
    const path = await mkdtemp(join(folder, 'draft-'));
    for (const [name, content] of Object.entries(files)) {
      await mkdir(dirname(join(path, name)), { recursive: true });
      await writeFile(join(path, name), content);
    }
    return test.run({ path, withheld, language: 'en' });
  }

  const secrets = [text('telephone', PHONE), text('name', NAME), text('id', MARK)];
  const utf16 = (value: string): Buffer => Buffer.from(value, 'utf16le').swap16();

  it.each<[string, string, () => Promise<Buffer | string> | Buffer | string]>([
    ['JSON with escapes', 'data/a.json', () => JSON.stringify({ text: NAME }).replace('ń', '\\u0144')],
    ['JSON in a script', 'data/viewer/a.js', () => `window.a("${JSON.stringify({ t: NAME }).replaceAll('"', '\\"').replace('ń', '\\\\u0144')}")`],
    ['HTML with entities and tags', 'data/a.html', () => 'Greta Zieli&#x144;<b>ski</b>&#45;Olsen'],
    ['a CSV, with other hyphens and in capitals', 'data/a.csv', () => '"call","555\u20110142"'],
    ['a percent-encoded address', 'data/b.json', () => '{"url":"https://x.example/?q=Greta%20Zieli%C5%84ski%2DOlsen"}'],
    ['base64 in a page', 'data/c.html', () => `<img src="data:text/plain;base64,${Buffer.from(`call ${PHONE} now, please`).toString('base64')}">`],
    ['hex', 'data/d.txt', () => Buffer.from(`her number is ${PHONE}`).toString('hex')],
    ['UTF-16', 'data/e.bin', () => Buffer.concat([Buffer.from([1, 2, 3]), utf16(MARK)])],
    ['a WARC, in its second member', 'data/web/a.warc.gz', () => Buffer.concat([gzipSync('WARC/1.1\r\n'), gzipSync(`X-Author: ${MARK}\r\n\r\n{}`)])],
    ['a packed document', 'data/letter.docx', () => zipWith('word/document.xml', `<w:t>555-01</w:t><w:t>42</w:t>`)],
    ['a web archive, in its packed answers', 'data/web/a.wacz', () => zipWith('archive/a.warc.gz', gzipSync(`WARC/1.1\r\n\r\n{"name":"${NAME}"}`))],
    ['the packed pages of a web archive', 'data/web/b.wacz', () => zipWith('pages/pages.jsonl', `{"url":"https://x.example/${MARK}"}`)],
    ['a load file', 'data/production/VOL001/DATA/VOL001.dat', () => `\uFEFFþBEGDOCþ\x14þALT_TEXTþ\r\nþA-1þ\x14þsays ${MARK}þ\r\n`],
    ['the list of events in a message file', 'data/rsmf/a.rsmf', async () => mailWith(await zipWith('rsmf_manifest.json', JSON.stringify({ events: [{ body: NAME }] })))],
    ['an attachment of a message file, far behind', 'data/rsmf/b.rsmf', async () => mailWith(await zipWith('a.bin', Buffer.concat([noise(1_500_001), Buffer.from(`${'some words '.repeat(5_000)}${MARK}${' more words'.repeat(5_000)}`)])))],
    ['a comment in an archive', 'data/f.zip', () => zipWith('a.txt', 'nothing', `from ${MARK}`)],
    ['the text of a PDF, over two lines', 'data/pdf/a.pdf', () => pdfWith((doc) => doc.text('Call her: 555-01\n42'))],
    ['ActualText of a PDF, in UTF-16', 'data/pdf/b.pdf', () => pdfWith((doc) => doc.markContent('Span', { actual: NAME }).text('x').endMarkedContent(), { compress: false })],
    ['Alt of a figure', 'data/pdf/c.pdf', () => pdfWith((doc) => doc.addStructure(doc.struct('Figure', { alt: NAME }, () => doc.text('x'))))],
    ['the title of a PDF', 'data/pdf/d.pdf', () => pdfWith((doc) => doc.text('x'), { info: { Title: NAME } })],
    ['the metadata of a PDF', 'data/pdf/e.pdf', () => pdfWith((doc) => doc.text('x'), { subset: 'PDF/A-2b', info: { Subject: MARK } })],
    ['a bookmark', 'data/pdf/f.pdf', () => pdfWith((doc) => void doc.text('x').outline.addItem(NAME))],
    ['an address a PDF leads to', 'data/pdf/g.pdf', () => pdfWith((doc) => doc.text('x').link(0, 0, 9, 9, `https://x.example/${MARK}`))],
    ['an attachment of a PDF', 'data/pdf/h.pdf', () => pdfWith((doc) => doc.text('x').file(gzipSync(MARK), { name: 'a.gz' }))],
    ['EXIF of a JPEG', 'data/media/a.jpg', async () => sharp(await drawing(2)).withExif({ IFD0: { Artist: NAME, ImageDescription: PHONE } }).jpeg().toBuffer()],
    ['XMP of a picture', 'data/media/a.webp', async () => sharp(await drawing(2)).withXmp(`<x:xmpmeta xmlns:x="adobe:ns:meta/"><a>${MARK}</a></x:xmpmeta>`).webp().toBuffer()],
    ['the name of a file', `data/media/${MARK.toLowerCase()}.bin`, () => 'x'],
  ])('finds what is planted in %s', async (_, name, make) => {
    const clean = await lookedThrough({ 'data/other.txt': 'nothing here' }, secrets);
    expect(clean.verdict).toBe('clean');
    const report = await lookedThrough({ 'data/other.txt': 'nothing here', [name]: await make() }, secrets);
    expect(report).toMatchObject({ verdict: 'leaking', unread: [] });
    expect(new Set(report.leaks.map(({ file }) => file))).toEqual(new Set([name]));
  }); // prettier-ignore

  it('finds digests of what is withheld, in hex and base64', async () => {
    const picture: Withheld = { item: 4, kind: 'picture', open: async () => original, region: null };
    const digest = hash('sha256', original, 'buffer');
    for (const form of ['hex', 'base64', 'base64url'] as const) {
      const report = await lookedThrough({ 'manifest.txt': `${digest.toString(form)}  a.png` }, [picture]);
      expect(report.verdict).toBe('leaking');
    }
    const told = [text('digest', digest.toString('hex'))];
    expect((await lookedThrough({ 'a.json': digest.toString('base64') }, told)).verdict).toBe('leaking');
  });

  it('finds a withheld picture stored otherwise, smaller, in a PDF, in a page and as a thumbnail', async () => {
    const withheld: Withheld[] = [{ item: 4, kind: 'picture', open: async () => original, region: null }];
    const small = await sharp(original).resize(120).jpeg({ quality: 60 }).toBuffer();
    const files = {
      'a.webp': await sharp(original).webp({ quality: 50 }).toBuffer(),
      'b.pdf': await pdfWith((doc) => doc.image(small, 10, 10)),
      'c.pdf': await pdfWith((doc) => doc.image(original, 10, 10)),
      'd.html': `<img src="data:image/jpeg;base64,${small.toString('base64')}">`,
      'e.jpg': Buffer.concat([
        await sharp(await drawing(9))
          .jpeg()
          .toBuffer(),
        small,
      ]),
    };
    for (const [name, bytes] of Object.entries(files)) {
      expect([name, (await lookedThrough({ [name]: bytes }, withheld)).verdict]).toEqual([name, 'leaking']);
    }
    expect((await lookedThrough({ 'other.png': await drawing(11) }, withheld)).verdict).toBe('clean');
  });

  it('accepts a covered region, and finds one that is blurred, half covered or shown by itself', async () => {
    const region = { x: 40, y: 30, width: 100, height: 80 };
    const withheld: Withheld[] = [{ item: 4, kind: 'picture', open: async () => original, region }];
    const cover = (width: number, height: number): Promise<Buffer> =>
      sharp({ create: { width, height, channels: 3, background: '#000000' } })
        .png()
        .toBuffer();
    const put = async (input: Buffer): Promise<Buffer> =>
      sharp(original)
        .composite([{ input, left: region.x, top: region.y }])
        .jpeg({ quality: 85 })
        .toBuffer();
    const part = await sharp(original).extract({ left: 40, top: 30, width: 100, height: 80 }).toBuffer();
    const covered = { 'a.jpg': await put(await cover(100, 80)) };
    expect((await lookedThrough(covered, withheld)).verdict).toBe('clean');
    const leaking = {
      'half.jpg': await put(await cover(100, 60)),
      'blurred.jpg': await put(await sharp(part).blur(4).toBuffer()),
      'part.png': part,
      'whole.jpg': await sharp(original).jpeg().toBuffer(),
    };
    for (const [name, bytes] of Object.entries(leaking)) {
      expect([name, (await lookedThrough({ [name]: bytes }, withheld)).verdict]).toEqual([name, 'leaking']);
    }
  });

  it('takes no common word for a leak, but finds it beside the words it stood between', async () => {
    const withheld = [
      text('text', '84', { before: 'is', after: 'and alone' }),
      text('text', 'neighbour', { before: 'the', after: 'Olsen' }),
      text('name', 'Lou', { before: 'Call', after: 'at' }),
    ];
    const common = 'A neighbour of 84 said: Lou came. The neighbours are 1842.';
    expect((await lookedThrough({ 'a.txt': common }, withheld)).verdict).toBe('clean');
    const report = await lookedThrough({ 'a.txt': `${common} She is\u00a084, they said; call <b>LOU</b>.` }, withheld);
    expect(report.leaks.map(({ what }) => what)).toEqual([
      'a withheld passage of item 15',
      'a withheld name of item 15',
    ]);
  });

  it('finds nothing in a whole bundle that holds nothing withheld, and says what it looked for', async () => {
    const withheld = [...secrets, { item: 4, kind: 'picture', open: async () => original, region: null } as const];
    const clean = await test.run({ path: fixture.zip, withheld, language: 'pl' });
    expect(clean).toMatchObject({ verdict: 'clean', leaks: [], unread: [] });
    expect(clean.sentence).toMatch(
      /^Nie znaleziono niczego, co ukryto\. Sprawdzono 3 ukryte fragmenty i 1 ukryty obraz w \d+ plikach\.$/,
    );
  }, 60_000);

  it('finds a released text in every rendition of a whole bundle, and says so in both languages', async () => {
    const withheld = [text('text', 'They OPENED "Miller Dam", on purpose', { before: null, after: 'SHARE' })];
    const report = await test.run({ path: fixture.zip, withheld, language: 'en', isDraft: true });
    const files = report.leaks.map(({ file }) => file.split('/').slice(1).join('/'));
    for (const rendition of [/^data\/items\//, /^data\/pdf\/.*en\.pdf$/, /^data\/pdf\/.*pl\.pdf$/, /^data\/viewer\/plain\//, /^data\/viewer\/data-/, /^data\/records\/.*txt$/])
      expect(files.filter((file) => rendition.test(file))).not.toEqual([]);
    expect(report.sentence).toMatch(/^The bundle was not released: a withheld passage of item 15 is still readable in \S+, text\. The draft was discarded\. Looked for 1 withheld string in \d+ files\.$/);
    const polish = await test.run({ path: fixture.zip, withheld, language: 'pl' });
    expect(polish.sentence).toMatch(/^Pakietu nie wydano: zanonimizowany fragment wpisu 15 nadal da się odczytać w pliku/);
    const page = report.leaks.find(({ file }) => file.endsWith('en.pdf'));
    expect(page?.where).toMatch(/^page \d+, text layer$/);
  }, 60_000); // prettier-ignore

  it('says that it could not look into a file that is damaged, instead of calling it clean', async () => {
    const bag = join(folder, 'damaged');
    await cp(fixture.unpacked, bag, { recursive: true });
    await writeFile(join(bag, 'broken.pdf'), '%PDF-1.7 broken');
    await writeFile(
      join(bag, 'broken.gz'),
      (await readFile(fixture.zip)).fill(0x1f, 0, 1).fill(0x8b, 1, 2).fill(8, 2, 3),
    );
    const report = await test.run({ path: bag, withheld: secrets, language: 'en' });
    expect(report.verdict).toBe('could-not-look');
    expect(report.unread).toEqual([
      { file: 'broken.gz', because: 'damaged' },
      { file: 'broken.pdf', because: 'damaged' },
    ]);
  }, 60_000);

  it('stops when it is told to, and tells how far it is', async () => {
    const stop = new AbortController();
    const steps: number[] = [];
    const progress = async (done: number): Promise<void> => {
      steps.push(done);
      if (done === 2) stop.abort();
    };
    const run = test.run({ path: fixture.zip, withheld: secrets, language: 'en', signal: stop.signal, progress });
    await expect(run).rejects.toThrow(/abort/i);
    expect([...new Set(steps)]).toEqual([0, 1, 2]);
  });

  it('tells that it goes on inside a long file, and ends with what the telling throws', async () => {
    const bag = await mkdtemp(join(folder, 'long-'));
    await writeFile(join(bag, 'long.txt'), Buffer.alloc(5 * 1_048_576, 'x '));
    const steps: number[] = [];
    const progress = async (done: number): Promise<void> => {
      steps.push(done);
      if (steps.length > 3) throw new Error('taken over');
    };
    const run = test.run({ path: bag, withheld: secrets, language: 'en', progress });
    await expect(run).rejects.toThrow('taken over');
    expect(steps.slice(0, 4)).toEqual([0, 0, 0, 0]);
  });

  it('finds what lies across two windows of a large file, and keeps no file in memory', async () => {
    const filler = Buffer.alloc(1_048_570, 'x ');
    const report = await lookedThrough({ 'a.txt': Buffer.concat([filler, Buffer.from(` ${NAME} `), filler]) }, secrets);
    expect(report.leaks).toHaveLength(1);
    const path = join(folder, 'deep.zip');
    const inner = await mkdtemp(join(folder, 'inner-'));
    await writeFile(join(inner, 'a.txt'), NAME);
    await zipFolder(inner, path);
    expect((await test.run({ path, withheld: secrets, language: 'en' })).verdict).toBe('leaking');
  });
});
