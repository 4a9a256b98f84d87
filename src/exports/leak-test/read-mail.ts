import type { Sink } from './sink.types.js';

const ENCODED = /^content-transfer-encoding:\s*base64\s*$/i;
const FILE_NAME = /\b(?:file)?name="?([^";]+)/i;
const DECODED_TOGETHER = 65_536;

/** Of the first bytes of a file: whether it is a message with parts (RFC 2045), as an RSMF file is. */
export function isMail(head: string): boolean {
  return /^[A-Za-z][A-Za-z0-9-]*:/.test(head) && /^content-type:\s*multipart\//im.test(head);
}

/** The parts of a message that are encoded, decoded piece by piece. All else in it can be read as it stands. */
export async function readMail(chunks: AsyncIterable<Uint8Array>, sink: Sink): Promise<void> {
  const lines = linesOf(chunks);
  let [isEncoded, name] = [false, ''];
  for (let next = await lines.next(); next.done !== true; next = await lines.next()) {
    isEncoded ||= ENCODED.test(next.value);
    name = FILE_NAME.exec(next.value)?.[1] ?? name;
    if (next.value !== '') continue;
    if (isEncoded) await sink.inner(decoded(lines), { where: 'packed', at: name });
    [isEncoded, name] = [false, ''];
  }
}

async function* decoded(lines: AsyncIterator<string>): AsyncGenerator<Buffer> {
  let held = '';
  for (let next = await lines.next(); next.done !== true && !next.value.startsWith('--'); next = await lines.next()) {
    held += next.value.trim();
    if (held.length < DECODED_TOGETHER) continue;
    const whole = held.length - (held.length % 4);
    yield Buffer.from(held.slice(0, whole), 'base64');
    held = held.slice(whole);
  }
  if (held !== '') yield Buffer.from(held, 'base64');
}

async function* linesOf(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let begun = '';
  for await (const chunk of chunks) {
    const lines = (begun + Buffer.from(chunk).toString('latin1')).split('\n');
    begun = lines.pop() ?? '';
    for (const line of lines) yield line.replace(/\r$/, '');
  }
  yield begun;
}
