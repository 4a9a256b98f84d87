/**
 * Downloads of Facebook and Instagram write each byte of a text's UTF-8 as if it were a character of its own
 * (`\u00c5\u0082` for ł). A text that is not so made is left as it is.
 */
export function decoded(text: string): string {
  // oxlint-disable-next-line no-control-regex -- bytes written as characters are what is looked for
  if (!/[\u0080-\u00ff]/.test(text) || /[^\u0000-\u00ff]/.test(text)) return text;
  const read = Buffer.from(text, 'latin1').toString('utf8');
  return read.includes('\ufffd') ? text : read;
}

/** The same for every text in a value. */
export function decodedAll(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return decoded(value);
  if (depth > 40 || typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((one) => decodedAll(one, depth + 1));
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, decodedAll(one, depth + 1)]));
}
