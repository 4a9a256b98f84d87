import sharp, { type Sharp } from 'sharp';
import { redactPicture, type Region } from '../../src/requests/index.js';

const RED = { r: 220, g: 20, b: 20 };
const REGION: Region = { x: 8, y: 16, width: 24, height: 16 };

/** 64 by 48: red, with a white square of 24 by 16 at 8, 16 that holds what nobody may see. */
function scene(): Sharp {
  const secret = { create: { width: 24, height: 16, channels: 3 as const, background: '#fff' } };
  return sharp({ create: { width: 64, height: 48, channels: 3, background: RED } }).composite([
    { input: secret, left: 8, top: 16 },
  ]);
}

/** Frames as raw RGBA. */
async function pixelsOf(bytes: Uint8Array): Promise<{ data: Buffer; width: number; height: number; frames: number }> {
  const open = sharp(bytes, { animated: true });
  const { pages = 1 } = await open.metadata();
  const { data, info } = await open.ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height / pages, frames: pages };
}

/** The distinct colours within a region of every frame, and the furthest any other pixel is from `outside`. */
async function look(bytes: Uint8Array, { x, y, width, height }: Region): Promise<{ inside: string[]; far: number }> {
  const picture = await pixelsOf(bytes);
  const inside = new Set<string>();
  let far = 0;
  for (let at = 0; at < picture.data.length; at += 4) {
    const [column, row] = [(at / 4) % picture.width, Math.floor(at / 4 / picture.width) % picture.height];
    const [r = 0, g = 0, b = 0] = picture.data.subarray(at, at + 3);
    const isInside = column >= x && column < x + width && row >= y && row < y + height;
    if (isInside) inside.add(`${r},${g},${b}`);
    else far = Math.max(far, Math.abs(r - RED.r), Math.abs(g - RED.g), Math.abs(b - RED.b));
  }
  return { inside: [...inside], far };
}

/** A moving picture of three frames: the scene, each a shade darker than the last. */
async function moving(format: 'gif' | 'webp'): Promise<Buffer> {
  const frame = await scene().ensureAlpha().raw().toBuffer();
  const frames = [0, 10, 20].map((darker) => frame.map((value) => (value === RED.r ? value - darker : value)));
  const drawn = sharp(Buffer.concat(frames), { raw: { width: 64, height: 144, channels: 4, pageHeight: 48 } });
  return format === 'gif'
    ? drawn.gif({ delay: [80, 90, 100], keepDuplicateFrames: true }).toBuffer()
    : drawn.webp({ lossless: true }).toBuffer();
}

describe('a picture with a region covered', () => {
  it.each(['png', 'jpeg', 'webp', 'avif'] as const)('is black within and as it was without: %s', async (format) => {
    const drawn = await redactPicture(await scene().toFormat(format, { quality: 95 }).toBuffer(), [REGION]);
    expect([drawn.width, drawn.height, drawn.frames]).toEqual([64, 48, 1]);
    expect(drawn.mime).toBe(format === 'jpeg' ? 'image/jpeg' : 'image/png');
    const { inside, far } = await look(drawn.bytes, REGION);
    expect(inside).toEqual(['0,0,0']);
    expect(far).toBeLessThan(40);
  });

  it.each(['gif', 'webp'] as const)('is covered in every frame where it moves: %s', async (format) => {
    const drawn = await redactPicture(await moving(format), [REGION]);
    expect([drawn.mime, drawn.frames]).toEqual(['image/webp', 3]);
    const { inside, far } = await look(drawn.bytes, REGION);
    expect(inside).toEqual(['0,0,0']);
    expect(far).toBeLessThan(40);
    if (format === 'gif')
      expect((await sharp(drawn.bytes, { animated: true }).metadata()).delay).toEqual([80, 90, 100]);
  });

  it('covers what was clear to see through', async () => {
    const clear = await sharp({
      create: { width: 20, height: 20, channels: 4, background: { r: 9, g: 9, b: 9, alpha: 0 } },
    })
      .png()
      .toBuffer();
    const drawn = await redactPicture(clear, [{ x: 0, y: 0, width: 5, height: 5 }]);
    const { data } = await pixelsOf(drawn.bytes);
    expect([...data.subarray(0, 4)]).toEqual([0, 0, 0, 255]);
    expect(data[4 * 10 + 3]).toBe(0);
  });

  it('covers a JPEG in whole blocks, so that no colour of what is covered is mixed into its neighbours', async () => {
    const drawn = await redactPicture(await scene().jpeg({ quality: 95 }).toBuffer(), [
      { x: 9, y: 17, width: 20, height: 13 },
    ]);
    expect((await look(drawn.bytes, REGION)).inside).toEqual(['0,0,0']);
  });

  it.each([3, 6, 8])('is drawn upright, the region being where it was seen: orientation %i', async (orientation) => {
    const turned = await scene().jpeg({ quality: 95 }).withMetadata({ orientation }).toBuffer();
    const upright = await sharp(turned).autoOrient().png().toBuffer({ resolveWithObject: true });
    const [width, height] = [upright.info.width, upright.info.height];
    const region = {
      3: { x: 32, y: 16, width: 24, height: 16 },
      6: { x: 16, y: 8, width: 16, height: 24 },
      8: { x: 16, y: 32, width: 16, height: 24 },
    }[orientation];
    const drawn = await redactPicture(turned, [region ?? REGION]);
    expect([drawn.width, drawn.height]).toEqual([width, height]);
    expect((await look(drawn.bytes, region ?? REGION)).inside).toEqual(['0,0,0']);
    expect((await look(drawn.bytes, region ?? REGION)).far).toBeLessThan(40);
  });

  it('carries no metadata, profile, comment or thumbnail of the original', async () => {
    const told = await scene()
      .jpeg()
      .withExif({
        IFD0: { Artist: 'Greta Olsen', ImageDescription: '22 Mill St' },
        IFD3: { GPSLatitude: '41/1 52/1 0/1' },
      })
      .withXmp('<x:xmpmeta xmlns:x="adobe:ns:meta/"><secret>555-0142</secret></x:xmpmeta>')
      .withIccProfile('p3')
      .toBuffer();
    expect(told.includes('Greta Olsen') && told.includes('555-0142')).toBe(true);
    const { bytes } = await redactPicture(told, [REGION]);
    const { exif, xmp, icc, iptc, orientation } = await sharp(bytes).metadata();
    expect([exif, xmp, icc, iptc, orientation]).toEqual([undefined, undefined, undefined, undefined, undefined]);
    expect(['Greta Olsen', 'Mill St', '555-0142', 'Exif'].filter((text) => bytes.includes(text))).toEqual([]);
  });

  it('carries nothing that lay behind the picture in its file', async () => {
    const file = Buffer.concat([await scene().png().toBuffer(), Buffer.from('PESEL 44051401359')]);
    expect((await redactPicture(file, [REGION])).bytes.includes('44051401359')).toBe(false);
  });

  it('is drawn anew also where it has one colour channel, a palette, or sixteen bits', async () => {
    const grey = await scene().toColourspace('b-w').png().toBuffer();
    const palette = await scene().png({ palette: true }).toBuffer();
    const deep = await scene().toColourspace('rgb16').png().toBuffer();
    for (const bytes of [grey, palette, deep]) {
      expect((await look((await redactPicture(bytes, [REGION])).bytes, REGION)).inside).toEqual(['0,0,0']);
    }
  });
});

describe('a picture that cannot be redrawn', () => {
  const whole = 'Withhold the whole medium instead.';

  it.each([
    ['outside', { x: 50, y: 0, width: 15, height: 10 }, 'beyond the picture, which is 64 by 48 pixels'],
    ['before', { x: -1, y: 0, width: 5, height: 5 }, 'beyond the picture'],
    ['empty', { x: 0, y: 0, width: 0, height: 5 }, 'it covers nothing'],
    ['reversed', { x: 9, y: 9, width: -5, height: 5 }, 'it covers nothing'],
    ['no number', { x: Number.NaN, y: 0, width: 5, height: 5 }, 'it covers nothing'],
  ])('has a region refused: %s', async (_, region, why) => {
    await expect(redactPicture(await scene().png().toBuffer(), [region])).rejects.toThrow(why);
  });

  it('is refused where it is no picture, one of another kind, or cut short', async () => {
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="64" height="48"><rect/></svg>');
    const cut = (await scene().png({ compressionLevel: 0 }).toBuffer()).subarray(0, 4000);
    for (const bytes of [Buffer.from('no picture'), Buffer.alloc(0), svg, await scene().tiff().toBuffer(), cut]) {
      await expect(redactPicture(bytes, [REGION])).rejects.toThrow(whole);
    }
  });

  it('is refused before its pixels are read where it has too many bytes, pixels or frames', async () => {
    const limits = { bytes: 10_000, pixels: 10_000, frames: 2, seconds: 5 };
    const wide = await sharp({ create: { width: 4000, height: 4000, channels: 3, background: RED } })
      .png()
      .toBuffer();
    const many = await moving('gif');
    await expect(redactPicture(Buffer.alloc(10_001), [REGION], limits)).rejects.toThrow('more than 10000 bytes');
    await expect(redactPicture(wide, [REGION], { ...limits, bytes: 1e9 })).rejects.toThrow(whole);
    await expect(redactPicture(many, [REGION], limits)).rejects.toThrow('3 frames of 64 by 48 pixels');
  });

  it('is refused where it says it is larger than it is', async () => {
    const liar = await scene().png().toBuffer();
    liar.writeUInt32BE(60_000, 16);
    liar.writeUInt32BE(60_000, 20);
    await expect(redactPicture(liar, [REGION])).rejects.toThrow(whole);
  });
});
