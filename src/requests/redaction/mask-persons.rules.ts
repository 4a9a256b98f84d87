import { fold } from '../../search/fold.rules.js';
import { handlePlaces, placesOf, readBare } from './find-strings.rules.js';
import type { Cover } from './redact-text.rules.js';
import type { MaskedPerson } from './redaction.types.js';
import { codePointAt, codePointStarts, textIn, type TextRange } from './text-ranges.rules.js';

/** The masked persons of a bundle, found by what a text calls them. */
export interface MaskIndex {
  readonly byUri: ReadonlyMap<string, MaskedPerson>;
  readonly byUser: ReadonlyMap<string, readonly MaskedPerson[]>;
  readonly byFirstWord: ReadonlyMap<string, readonly { readonly name: string; readonly person: MaskedPerson }[]>;
}

const MENTION = /(?:@|\/users\/)([\p{L}\p{N}_](?:[\p{L}\p{N}_.-]{0,62}[\p{L}\p{N}_])?)/gu;
const WORD = /[\p{L}\p{N}]+/gu;
const ADDRESS = /https?:\/\/[^\s<>"]+/gu;

export function indexPersons(persons: readonly MaskedPerson[]): MaskIndex {
  const byUser = new Map<string, MaskedPerson[]>();
  const byFirstWord = new Map<string, { name: string; person: MaskedPerson }[]>();
  for (const person of persons) {
    for (const handle of person.handles) add(byUser, userOf(handle), person);
    for (const name of person.names.filter(isTelling)) add(byFirstWord, firstWord(name), { name, person });
  }
  return { byUri: new Map(persons.map((person) => [person.uri, person])), byUser, byFirstWord };
}

function add<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

/** A name of one word is a word like others: covering it wherever it stands would cover the language. */
export function isTelling(name: string): boolean {
  return (name.match(WORD) ?? []).length > 1;
}

/** `dana` of `@dana@social.example`. */
export function userOf(handle: string): string {
  return (handle.replace(/^@/, '').split('@', 1)[0] ?? '').toLowerCase();
}

function firstWord(name: string): string {
  return fold(name.match(WORD)?.[0] ?? '');
}

/** Where a text names a masked person. An address that does is covered whole, for the rest of it names them too. */
export function maskPlaces(masks: MaskIndex, text: string): Cover[] {
  return widened(
    text,
    namingPlaces(masks, text).map(({ place, person }) => covered(place, person)),
  );
}

/** Whom a text names of them. */
export function personsIn(masks: MaskIndex, text: string): ReadonlySet<MaskedPerson> {
  return new Set(namingPlaces(masks, text).map(({ person }) => person));
}

interface Naming {
  readonly place: TextRange;
  readonly person: MaskedPerson;
}

function namingPlaces({ byUser, byFirstWord }: MaskIndex, text: string): Naming[] {
  if (byUser.size === 0 && byFirstWord.size === 0) return [];
  const mentioned = new Set(Array.from(text.matchAll(MENTION), ([, user = '']) => user.toLowerCase()));
  const words = new Set((text.match(WORD) ?? []).map(fold));
  const handles = [...mentioned].flatMap((user) =>
    (byUser.get(user) ?? []).flatMap((person) =>
      person.handles
        .filter((handle) => userOf(handle) === user)
        .flatMap((handle) =>
          [...handlePlaces(text, handle), ...profilePlaces(text, user)].filter(
            (place) => !person.needsServer || isWithServer(text, place, handle),
          ),
        )
        .map((place) => ({ place, person })),
    ),
  );
  const names = [...words].flatMap((word) => byFirstWord.get(word) ?? []);
  const bare = names.length > 0 ? readBare(text) : null;
  const named = names.flatMap(({ name, person }) =>
    bare ? placesOf(bare, name).map((place) => ({ place, person })) : [],
  );
  return [...handles, ...named];
}

/** `@dana@social.example`, and `@dana` or `/users/dana` in an address of that server. */
function isWithServer(text: string, place: TextRange, handle: string): boolean {
  const starts = codePointStarts(text);
  if (textIn(text, starts, place).lastIndexOf('@') > 0) return true;
  const before = text.slice(0, starts[place.start]).toLowerCase();
  return before.replace(/\/$/, '').endsWith(handle.toLowerCase().split('@').at(-1) ?? handle);
}

function profilePlaces(text: string, user: string): TextRange[] {
  const starts = codePointStarts(text);
  return Array.from(text.matchAll(MENTION))
    .filter(({ 0: whole, 1: name = '' }) => whole.startsWith('/') && name.toLowerCase() === user)
    .map(({ 0: { length }, index }) => ({
      start: codePointAt(starts, index),
      end: codePointAt(starts, index + length),
    }));
}

function covered({ start, end }: TextRange, { code, pseudonym }: MaskedPerson): Cover {
  return pseudonym === null ? { start, end, code } : { start, end, code, pseudonym };
}

function widened(text: string, covers: readonly Cover[]): Cover[] {
  if (covers.length === 0) return [];
  const starts = codePointStarts(text);
  const addresses = Array.from(text.matchAll(ADDRESS), ({ 0: { length }, index }) => ({
    start: codePointAt(starts, index),
    end: codePointAt(starts, index + length),
  }));
  return covers.map((cover) => {
    const around = addresses.find(({ start, end }) => start <= cover.start && cover.end <= end);
    return around ? { ...around, code: cover.code } : cover;
  });
}
