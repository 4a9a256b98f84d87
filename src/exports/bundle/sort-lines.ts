import { Spool } from './spool.js';

/** Lines that are sorted in memory together: some five megabytes. */
const TOGETHER = 20_000;

interface Head {
  readonly rest: AsyncIterator<string>;
  line: string;
}

/** Puts lines of ASCII in the order of their bytes. However many there are, few are in memory: the others wait in a spool. */
export class LineSorter {
  private held: string[] = [];
  private readonly runs: (readonly [from: number, to: number])[] = [];

  private constructor(
    private readonly spool: Spool,
    private readonly together: number,
  ) {}

  static async create(path: string, together = TOGETHER): Promise<LineSorter> {
    return new LineSorter(await Spool.create(path), together);
  }

  async add(line: string): Promise<void> {
    this.held.push(line);
    if (this.held.length >= this.together) await this.putAway();
  }

  /** All lines that were added, in order; it can be asked for again. */
  async *sorted(): AsyncGenerator<string> {
    await this.putAway();
    const heads: Head[] = [];
    for (const [from, to] of this.runs) await push(heads, linesOf(this.spool.read(from, to)));
    while (heads.length > 0) {
      const first = heads.reduce((least, head) => (head.line < least.line ? head : least));
      yield first.line;
      const next = await first.rest.next();
      if (next.done === true) heads.splice(heads.indexOf(first), 1);
      else first.line = next.value;
    }
  }

  async remove(): Promise<void> {
    await this.spool.remove();
  }

  private async putAway(): Promise<void> {
    if (this.held.length === 0) return;
    const from = await this.spool.end();
    for (const line of this.held.toSorted((a, b) => (a < b ? -1 : 1))) await this.spool.write(`${line}\n`);
    this.runs.push([from, await this.spool.end()]);
    this.held = [];
  }
}

async function push(heads: Head[], rest: AsyncIterator<string>): Promise<void> {
  const first = await rest.next();
  if (first.done !== true) heads.push({ rest, line: first.value });
}

async function* linesOf(chunks: AsyncIterable<Buffer>): AsyncGenerator<string> {
  let begun = '';
  for await (const chunk of chunks) {
    const lines = (begun + chunk.toString('latin1')).split('\n');
    begun = lines.pop() ?? '';
    yield* lines;
  }
}
