import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { Refusal } from '../../platform/index.js';
import { type Region, WITHHELD_KINDS, type Withheld, type WithheldKind } from './leak-test.types.js';

const LONGEST = 20_000;

/** A list of withheld things from a JSON file; pictures are files named from where the list lies. */
export async function readWithheld(path: string): Promise<Withheld[]> {
  const text = await readFile(path, 'utf8').catch(() => {
    throw new Refusal('not-found', `There is no list at ${path}.`);
  });
  const list = parsed(text);
  if (!Array.isArray(list) || list.length === 0) {
    throw new Refusal('invalid-input', 'The list of what is withheld is not a JSON array with something in it.');
  }
  return Promise.all(list.map((one: unknown, i) => entry(Object(one), { place: i + 1, folder: dirname(path) })));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Refusal('invalid-input', 'The list of what is withheld is not JSON.');
  }
}

interface From {
  /** Counted from 1. */
  readonly place: number;
  readonly folder: string;
}

async function entry(one: Readonly<Record<string, unknown>>, from: From): Promise<Withheld> {
  const { item, kind, value, file } = one;
  if (typeof item !== 'number' || !Number.isSafeInteger(item)) throw unfit(from, '"item" is a whole number');
  if (!isKind(kind)) throw unfit(from, `"kind" is one of ${WITHHELD_KINDS.join(', ')}`);
  if (kind === 'picture') {
    if (typeof file !== 'string') throw unfit(from, 'a picture names its "file"');
    await pictureAt(file, from);
    return { item, kind, open: () => pictureAt(file, from), region: regionOf(one['region'], from) };
  }
  if (typeof value !== 'string' || value.trim() === '' || value.length > LONGEST) {
    throw unfit(from, `"value" is a text of at most ${LONGEST} characters`);
  }
  return { item, kind, value, before: neighbour(one['before'], from), after: neighbour(one['after'], from) };
}

function isKind(kind: unknown): kind is WithheldKind {
  return WITHHELD_KINDS.some((known) => known === kind);
}

function neighbour(words: unknown, from: From): string | null {
  if (words === undefined || words === null) return null;
  if (typeof words !== 'string' || words.length > LONGEST) throw unfit(from, '"before" and "after" are texts');
  return words;
}

function regionOf(region: unknown, from: From): Region | null {
  if (region === undefined || region === null) return null;
  const { x, y, width, height }: Readonly<Record<string, unknown>> = Object(region);
  const isSound = [x, y, width, height].every((figure) => typeof figure === 'number' && figure >= 0);
  if (!isSound) throw unfit(from, '"region" has x, y, width and height in pixels');
  return { x: Number(x), y: Number(y), width: Number(width), height: Number(height) };
}

async function pictureAt(file: string, { place, folder }: From): Promise<Buffer> {
  return readFile(resolve(folder, file)).catch(() => {
    throw new Refusal('invalid-input', `Entry ${place} of the list names a picture that is not there: ${file}.`);
  });
}

function unfit({ place }: From, rule: string): Refusal {
  return new Refusal('invalid-input', `Entry ${place} of the list cannot be looked for: ${rule}.`);
}
