import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';

/** The whole lines of a file, one at a time. */
export async function* linesIn(path: string): AsyncGenerator<string> {
  const lines = createInterface({ input: createReadStream(path), crlfDelay: Infinity });
  for await (const line of lines) if (line !== '') yield line;
}
