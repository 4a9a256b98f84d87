interface Signature {
  readonly type: string;
  readonly extension: string;
  /** Bytes at places, in Latin-1. */
  readonly at: readonly (readonly [offset: number, bytes: string])[];
}

/** WHATWG MIME Sniffing, sections 6.1 and 6.2, as far as browsers show them inline; AVIF and MP4 by their brand (ISO/IEC 14496-12). */
const SIGNATURES: readonly Signature[] = [
  { type: 'image/png', extension: 'png', at: [[0, '\x89PNG\r\n\x1a\n']] },
  { type: 'image/jpeg', extension: 'jpg', at: [[0, '\xff\xd8\xff']] },
  { type: 'image/gif', extension: 'gif', at: [[0, 'GIF8']] },
  { type: 'image/webp', extension: 'webp', at: [[0, 'RIFF'], [8, 'WEBPVP']] },
  { type: 'image/avif', extension: 'avif', at: [[4, 'ftypavif']] },
  { type: 'video/mp4', extension: 'mp4', at: [[4, 'ftyp']] },
  { type: 'video/webm', extension: 'webm', at: [[0, '\x1a\x45\xdf\xa3']] },
  { type: 'audio/mpeg', extension: 'mp3', at: [[0, 'ID3']] },
  { type: 'audio/mpeg', extension: 'mp3', at: [[0, '\xff\xfb']] },
  { type: 'audio/ogg', extension: 'ogg', at: [[0, 'OggS\x00']] },
  { type: 'audio/wav', extension: 'wav', at: [[0, 'RIFF'], [8, 'WAVE']] },
  { type: 'audio/flac', extension: 'flac', at: [[0, 'fLaC']] },
]; // prettier-ignore

/** What bytes may be served as: what they are where a browser shows it harmlessly, else a download of unknown kind. */
export function servedType(bytes: Uint8Array, declared: string): { readonly type: string; readonly extension: string } {
  const head = Buffer.from(bytes.subarray(0, 32)).toString('latin1');
  const found = SIGNATURES.find(({ at }) => at.every(([offset, part]) => head.startsWith(part, offset)));
  if (!found) return { type: 'application/octet-stream', extension: 'bin' };
  const { type, extension } = found;
  // One container holds sound or pictures: there the platform's word decides between the two.
  const isSound = declared.startsWith('audio/') && ['video/mp4', 'video/webm'].includes(type);
  return { type: isSound ? type.replace('video/', 'audio/') : type, extension };
}
