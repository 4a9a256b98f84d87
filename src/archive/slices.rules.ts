/**
 * Who owns which byte of a body: the innermost observed item around it. Connectors report whole ranges of items; nested
 * ones (a repost's original) cut holes into what is around them. Bytes around nobody are the frame.
 */
export type ByteRange = readonly [start: number, end: number];

export interface OwnedRange {
  readonly owner: string;
  readonly range: ByteRange;
}

export interface Slice {
  readonly owner: string;
  /** In order, not touching each other. */
  readonly ranges: readonly ByteRange[];
}

export const FRAME = 'frame';

/** Every byte of the body in exactly one slice, the frame's last. Throws when ranges cross or lie outside. */
export function cut(bodyLength: number, owned: readonly OwnedRange[]): Slice[] {
  const sorted = owned.toSorted((a, b) => a.range[0] - b.range[0] || b.range[1] - a.range[1]);
  const ranges = new Map<string, ByteRange[]>();
  const stack: OwnedRange[] = [{ owner: FRAME, range: [0, bodyLength] }];
  let at = 0;

  const give = (until: number): void => {
    const top = stack.at(-1);
    if (!top || until <= at) return;
    const list = ranges.get(top.owner) ?? [];
    const last = list.at(-1);
    if (last && last[1] === at) list[list.length - 1] = [last[0], until];
    else list.push([at, until]);
    ranges.set(top.owner, list);
    at = until;
  };
  const close = (position: number): void => {
    for (let top = stack.at(-1); top && top.range[1] <= position && stack.length > 1; top = stack.at(-1)) {
      give(top.range[1]);
      stack.pop();
    }
  };

  for (const next of sorted) {
    const [start, end] = next.range;
    if (!(start >= 0 && start < end && end <= bodyLength))
      throw new Error(`Range ${start}–${end} lies outside the body`);
    close(start);
    const around = stack.at(-1);
    if (around && end > around.range[1]) throw new Error(`Range ${start}–${end} crosses another`);
    give(start);
    stack.push(next);
  }
  close(bodyLength);
  give(bodyLength);

  const slices = [...ranges].map(([owner, list]) => ({ owner, ranges: list }));
  return [...slices.filter(({ owner }) => owner !== FRAME), { owner: FRAME, ranges: ranges.get(FRAME) ?? [] }];
}

/** The bytes of some ranges, one after another. */
export function pick(body: Uint8Array, ranges: readonly ByteRange[]): Buffer {
  return Buffer.concat(ranges.map(([start, end]) => body.subarray(start, end)));
}

/** Puts slices back where they were; bytes of slices that are not given stay zero. */
export function reassemble(
  bodyLength: number,
  slices: readonly { ranges: readonly ByteRange[]; bytes: Uint8Array }[],
): Buffer {
  const body = Buffer.alloc(bodyLength);
  for (const { ranges, bytes } of slices) {
    let from = 0;
    for (const [start, end] of ranges) {
      body.set(bytes.subarray(from, from + end - start), start);
      from += end - start;
    }
  }
  return body;
}
