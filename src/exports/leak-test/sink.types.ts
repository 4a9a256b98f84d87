import type { Place, Unread } from './leak-test.types.js';

/** Where what is read goes. */
export interface Sink {
  /** Where what holds other files is put while it is read. */
  readonly folder: string;
  text(text: string, place: Place): Promise<void>;
  /** A short string: its readings and encodings are not looked for, there are thousands. */
  string(text: string, place: Place): void;
  bytes(bytes: Buffer, place: Place): Promise<void>;
  picture(bytes: Buffer, place: Place): Promise<void>;
  rawPixels(pixels: Pixels): Promise<void>;
  /** Pixels packed as a PNG packs them. */
  pngPixels(pixels: Pixels): Promise<void>;
  /** A file within the file. */
  inner(chunks: AsyncIterable<Uint8Array>, place: Place): Promise<void>;
  /** A picture in colours that are not understood here: it says nothing of pictures that are sought. */
  unseen(): void;
  unread(because: Unread['because']): void;
}

export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 3;
  readonly bytes: Buffer;
}
