/** One value of ASN.1 in DER (X.690): what is signed is bytes, and only the bytes as they came will do. */
export interface Der {
  readonly tag: number;
  /** Tag, length and content. */
  readonly raw: Buffer;
  readonly content: Buffer;
}

const LONG = 0x80;
const MOST_LENGTH_BYTES = 4;

/** The value that begins there. Throws a RangeError where there is none. */
export function readDer(bytes: Buffer, at = 0): Der {
  const tag = bytes.readUInt8(at);
  const first = bytes.readUInt8(at + 1);
  const more = first < LONG ? 0 : first - LONG;
  if (first === LONG || more > MOST_LENGTH_BYTES) throw new RangeError('This length is not in DER');
  const length = more === 0 ? first : bytes.readUIntBE(at + 2, more);
  const start = at + 2 + more;
  if (start + length > bytes.length) throw new RangeError('A value ends behind its bytes');
  return { tag, raw: bytes.subarray(at, start + length), content: bytes.subarray(start, start + length) };
}

/** The values inside another, in their order. */
export function membersOf({ content }: Pick<Der, 'content'>): Der[] {
  const members: Der[] = [];
  for (let at = 0; at < content.length;) {
    const member = readDer(content, at);
    members.push(member);
    at += member.raw.length;
  }
  return members;
}

/** The member at this place, which has this tag. Throws a RangeError where there is none. */
export function memberAt(der: Pick<Der, 'content'>, place: number, tag: number): Der {
  const member = membersOf(der)[place];
  if (member?.tag !== tag) throw new RangeError('A member is not there');
  return member;
}
