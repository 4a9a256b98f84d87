import { createHash } from 'node:crypto';
import { crc32, deflateSync } from 'node:zlib';

export const PICTURE = { width: 160, height: 100 } as const;

type Colour = readonly [number, number, number];
/** Colour at x, y in 0…1. */
type Painter = (x: number, y: number) => Colour;

const WATER: Colour = [58, 110, 165];
const LAND: Colour = [236, 230, 214];

const SCENES: Readonly<Record<string, Painter>> = {
  map: (x, y) => {
    if (Math.abs(y - 0.25) < 0.03 || Math.abs(y - 0.75) < 0.03) return [250, 250, 250];
    if (Math.abs(x - 0.35) < 0.02) return [250, 250, 250];
    if (Math.abs(y - 0.5 - 0.1 * Math.sin(x * 6)) < 0.09) return WATER;
    return Math.hypot(x - 0.78, y - 0.2) < 0.06 ? [190, 40, 40] : LAND;
  },
  sunset: (x, y) => {
    if (y > 0.65) return [130 - 40 * y, 90, 110];
    if (Math.abs(y - 0.55) < 0.03 || (y > 0.35 && y < 0.55 && Math.abs((x * 5) % 1) < 0.08)) return [50, 45, 55];
    return [255, 120 + 120 * y, 40 + 60 * y];
  },
  sandbag: (x, y) => {
    if (y > 0.7) return WATER;
    const row = Math.floor(y * 10);
    if (y > 0.45) return (x * 8 + row * 0.5) % 1 < 0.06 ? [120, 100, 60] : [196, 168, 110];
    return Math.hypot((x - 0.5) * 1.6, y - 0.3) < 0.1 ? [210, 160, 130] : [176, 196, 210];
  },
};

/** A small PNG, the same bytes for the same scene and key on every machine of one zlib. */
export function picture(scene: string, key: string): Buffer {
  const paint = SCENES[scene] ?? patterned(`${scene} ${key}`);
  const mark = createHash('sha256').update(key).digest();
  const rows: Buffer[] = [];
  for (let y = 0; y < PICTURE.height; y++) {
    const row = Buffer.alloc(1 + PICTURE.width * 3);
    for (let x = 0; x < PICTURE.width; x++) {
      const colour = paint(x / PICTURE.width, y / PICTURE.height);
      const bytes = colour.map((value) => Math.max(0, Math.min(255, Math.round(value))));
      // The first row carries the mark in its lowest bits, where no eye sees it.
      const bits = y === 0 ? (mark[x] ?? 0) & 7 : 0;
      row.set(
        bytes.map((value) => value ^ bits),
        1 + x * 3,
      );
    }
    rows.push(row);
  }
  return png(Buffer.concat(rows));
}

function patterned(seed: string): Painter {
  const bytes = createHash('sha256').update(seed).digest();
  const at = (i: number): number => bytes[i] ?? 0;
  return (x, y) => ((Math.floor(x * 8) + Math.floor(y * 5)) % 2 === 0 ? [at(0), at(1), at(2)] : [at(3), at(4), at(5)]);
}

function png(rows: Buffer): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(PICTURE.width, 0);
  header.writeUInt32BE(PICTURE.height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}
