import type { Place } from './zip.rules.js';

const DIGEST = 32;
const ROW = DIGEST + 1 + 3 * 8;
const GROW_BY = 4_096;
const METHODS = ['stored', 'deflated'] as const;

export interface TabledFile extends Place {
  /** Lower-case hex. */
  readonly sha256: string;
}

/** What is known of each file of a bag, by its path: rows of bytes, because a large bag has hundreds of thousands. */
export class FileTable {
  private readonly rows = new Map<string, number>();
  private readonly blocks: Buffer[] = [];

  get size(): number {
    return this.rows.size;
  }

  has(path: string): boolean {
    return this.rows.has(path);
  }

  /** Of a path that has no row yet. */
  set(path: string, { sha256, method, bytes, packed, from }: TabledFile): void {
    const row = this.rows.size;
    if (row % GROW_BY === 0) this.blocks.push(Buffer.alloc(GROW_BY * ROW));
    const [block, at] = this.placeOf(row);
    block.write(sha256, at, DIGEST, 'hex');
    block[at + DIGEST] = METHODS.indexOf(method);
    for (const [i, figure] of [bytes, packed, from].entries()) block.writeDoubleLE(figure, at + DIGEST + 1 + 8 * i);
    this.rows.set(path, row);
  }

  get(path: string): TabledFile | null {
    const row = this.rows.get(path);
    if (row === undefined) return null;
    const [block, at] = this.placeOf(row);
    const figure = (i: number): number => block.readDoubleLE(at + DIGEST + 1 + 8 * i);
    return {
      sha256: block.toString('hex', at, at + DIGEST),
      method: METHODS[block[at + DIGEST] ?? 0] ?? 'stored',
      bytes: figure(0),
      packed: figure(1),
      from: figure(2),
    };
  }

  paths(): IterableIterator<string> {
    return this.rows.keys();
  }

  private placeOf(row: number): [block: Buffer, at: number] {
    return [this.blocks[Math.floor(row / GROW_BY)] ?? Buffer.alloc(0), (row % GROW_BY) * ROW];
  }
}
