const LONGEST = 120;

/** What a browser says of itself, as one short line: it is somebody else's text. */
export function deviceText(userAgent: string): string {
  const line = userAgent.replaceAll(/[\p{C}\s]+/gu, ' ').trim();
  return line.length > LONGEST ? `${line.slice(0, LONGEST - 1)}…` : line;
}
