import type { ItemRecord } from '../../archive/index.js';
import { bareText } from './find-strings.rules.js';
import { fieldsOf } from './item-fields.rules.js';
import { indexPersons, isTelling, type MaskIndex, personsIn, userOf } from './mask-persons.rules.js';
import type { MaskedPerson, WithheldThing } from './redaction.types.js';

/** Somebody who wrote something here, by one of the names they bore. */
export interface KnownAuthor {
  readonly uri: string;
  readonly handle: string;
  readonly name: string;
}

/** The requester and the body's own accounts, who keep their names. Handles are in small letters. */
export interface KeptPersons {
  readonly uris: ReadonlySet<string>;
  readonly handles: ReadonlySet<string>;
  readonly names: readonly string[];
}

/** Everybody who may be named in the answer to a person about their own data, and is not to be. */
export interface Others {
  /** On which they are not named. */
  readonly code: string;
  readonly kept: KeptPersons;
  readonly authors: readonly KnownAuthor[];
}

const FULL_HANDLE = /@[\p{L}\p{N}_.-]+@[\p{L}\p{N}.-]+\.\p{L}{2,}/gu;

/** Reads the records of a bundle twice: first who is named in them, then where. */
export class ThirdParties {
  private readonly code: string;
  private readonly handles: ReadonlySet<string>;
  private readonly users: ReadonlySet<string>;
  private readonly names: ReadonlySet<string>;
  private readonly known = new Map<string, MaskedPerson>();
  private readonly spelled = new Set<string>();
  private index: MaskIndex | null = null;
  private readonly met = new Map<MaskedPerson, number>();
  /** Addresses and the like by which a record names one of them. */
  readonly pointing = new Map<string, number>();

  constructor({ code, kept, authors }: Others) {
    this.code = code;
    const own = authors.filter(({ uri, handle }) => kept.uris.has(uri) || kept.handles.has(handle.toLowerCase()));
    const uris = new Set([...kept.uris, ...own.map(({ uri }) => uri)]);
    this.handles = new Set([...kept.handles, ...own.map(({ handle }) => handle.toLowerCase())]);
    this.users = new Set([...this.handles].map(userOf));
    this.names = new Set([...kept.names, ...own.map(({ name }) => name)].map(bareText));
    for (const author of authors) if (!uris.has(author.uri)) this.know(author);
  }

  /** Whoever a record names by a handle, though they wrote nothing here. */
  learn(record: ItemRecord): void {
    const spelled = fieldsOf(record).flatMap(({ text }) => text.match(FULL_HANDLE) ?? []);
    for (const handle of [...record.mentions.map(signed), ...spelled]) {
      const small = handle.toLowerCase();
      if (this.handles.has(small) || this.spelled.has(small)) continue;
      this.know({ uri: small, handle, name: '' });
    }
  }

  /** Whom a record names, and by which addresses; once every record was learned from. */
  meet(no: number, record: ItemRecord): void {
    this.index ??= indexPersons([...this.known.values()]);
    const author = this.known.get(record.author?.canonicalUri ?? '');
    if (author) this.note(no, author);
    for (const text of [...stringsIn(record), ...record.mentions.map(signed)]) {
      const persons = personsIn(this.index, text);
      for (const person of persons) this.note(no, person);
      const isAddress = persons.size > 0 && URL.canParse(text);
      if (isAddress && !this.pointing.has(text)) this.pointing.set(text, no);
    }
  }

  /** Those met, in no order that tells anything. */
  persons(): MaskedPerson[] {
    return [...this.met.keys()];
  }

  /** What of them may stand in no file. */
  things(): WithheldThing[] {
    return [
      ...[...this.met].flatMap(([{ handles, names }, item]) => [
        ...handles.map((text) => ({ item, kind: 'handle' as const, text })),
        ...names.filter(isTelling).map((text) => ({ item, kind: 'person' as const, text })),
      ]),
      ...Array.from(this.pointing, ([text, item]) => ({ item, kind: 'post-address' as const, text })),
    ];
  }

  /** A name that the requester or the body bears too tells nobody apart in a text, and stays there. */
  private know({ uri, handle, name }: KnownAuthor): void {
    const { handles, names, needsServer }: Pick<MaskedPerson, 'handles' | 'names' | 'needsServer'> = this.known.get(
      uri,
    ) ?? { handles: [], names: [] };
    this.spelled.add(handle.toLowerCase());
    this.known.set(uri, {
      uri,
      pseudonym: null,
      code: this.code,
      handles: handles.includes(handle) ? handles : [...handles, handle],
      names: this.names.has(bareText(name)) || names.includes(name) ? names : [...names, name],
      needsServer: needsServer === true || this.users.has(userOf(handle)),
    });
  }

  private note(no: number, person: MaskedPerson): void {
    if (!this.met.has(person)) this.met.set(person, no);
  }
}

/** The platform lists mentions bare. */
function signed(handle: string): string {
  return handle.startsWith('@') ? handle : `@${handle}`;
}

function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsIn) : [];
}
