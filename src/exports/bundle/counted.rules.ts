/** "An item is one post or reply": profiles and the originals of reposts are in the archive, but are not counted as found. */
export function isCounted(kind: unknown): boolean {
  return kind !== 'profile' && kind !== 'original';
}
