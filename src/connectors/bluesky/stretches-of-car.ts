import type { RawExchange } from '../observation.types.js';
import type { HeldBlock } from './large-repo.js';

interface Stretch {
  readonly from: number;
  to: number;
}

const ABOUT_ALL = new Set(['content-length', 'content-range', 'content-location', 'content-encoding']);

/**
 * A piece of an answer that is too large to hold: some of its blocks, and from where in it each stretch of them is, so
 * that the answer can be put together from all its pieces again.
 */
export class StretchesOfCar {
  private readonly parts: Buffer[] = [];
  private readonly stretches: Stretch[] = [];
  private size = 0;

  constructor(
    private readonly answer: RawExchange,
    private readonly total: number,
  ) {}

  get length(): number {
    return this.size;
  }

  /** Answers where it lies in the piece. */
  add({ entry, range: [from, to] }: Pick<HeldBlock, 'entry' | 'range'>): readonly [number, number] {
    const last = this.stretches.at(-1);
    if (last?.to === from) last.to = to;
    else this.stretches.push({ from, to });
    const start = this.size;
    this.parts.push(entry);
    this.size += entry.length;
    return [start, this.size];
  }

  exchange(): RawExchange {
    const { answer, total } = this;
    return {
      ...answer,
      method: 'FILE',
      status: 0,
      responseHeaders: [
        ...answer.responseHeaders.filter(([name]) => !ABOUT_ALL.has(name.toLowerCase())),
        ...this.stretches.flatMap(({ from, to }) => [
          ['content-location', answer.url] as const,
          ['content-range', `bytes ${from}-${to - 1}/${total}`] as const,
        ]),
      ],
      body: Buffer.concat(this.parts, this.size),
    };
  }
}
