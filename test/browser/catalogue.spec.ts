import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { IntlMessageFormat } from 'intl-messageformat';
import { fromRepository } from '../support/repository.js';
import { pageSentences } from '../../src/platform/sentences/page.sentences.js';

const entries = Object.entries(pageSentences);

interface Read {
  readonly names: Set<string>;
  /** The categories of each plural. */
  readonly plurals: string[][];
}

function fieldOf(node: object, name: string): unknown {
  return Object.entries(node).find(([key]) => key === name)?.[1];
}

/** One node of the parsed pattern; type 0 is plain text. */
function walk(node: unknown, into: Read): void {
  if (Array.isArray(node)) node.forEach((each) => walk(each, into));
  if (typeof node !== 'object' || node === null || Array.isArray(node)) return;
  if (fieldOf(node, 'type') !== 0 && 'value' in node) into.names.add(String(node.value));
  const options = Object.entries(Object(fieldOf(node, 'options')));
  if ('pluralType' in node) into.plurals.push(options.map(([category]) => category));
  options.forEach(([, option]) => walk(fieldOf(Object(option), 'value'), into));
}

/** What values a sentence takes, and how it counts. */
function readPattern(pattern: string, language: string): Read {
  const read: Read = { names: new Set(), plurals: [] };
  walk(new IntlMessageFormat(pattern, language, undefined, { ignoreTag: true }).getAst(), read);
  return read;
}

function hasForms(pattern: string, language: string, wanted: readonly string[]): boolean {
  return readPattern(pattern, language).plurals.every((keys) => wanted.every((key) => keys.includes(key)));
}

function sourcesIn(folder: string): string {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .join('\n');
}

describe('The page’s catalogue', () => {
  it.each(entries)('says %s in both languages, with the same values', (_, { en, pl }) => {
    expect(en.trim()).not.toBe('');
    expect(pl.trim()).not.toBe('');
    expect(readPattern(pl, 'pl').names).toEqual(readPattern(en, 'en').names);
  });

  it('gives each Polish plural its four forms and each English one its two', () => {
    const lacking = entries.filter(
      ([, { en, pl }]) => !hasForms(en, 'en', ['one', 'other']) || !hasForms(pl, 'pl', ['one', 'few', 'many', 'other']),
    );
    expect(lacking.map(([key]) => key)).toEqual([]);
  });

  it('says “no longer at the source”, never “deleted”, and neither begs nor exclaims', () => {
    const wrong = entries.filter(
      ([, { en, pl }]) =>
        /\b(delet|error|please|sorry|oops)/i.test(en) || /proszę|błąd|skasowan/i.test(pl) || /!/.test(en + pl),
    );
    expect(wrong.map(([key]) => key)).toEqual([]);
  });

  it('holds no sentence that the page does not say', () => {
    const page = sourcesIn('web/src');
    // What the page and a command say alike is said by a rule that both call.
    const rules = new Set([...page.matchAll(/\/(src\/[\w/-]+\.rules)\.js'/g)].map(([, path]) => `${path}.ts`));
    const sources = [page, ...[...rules].map(fromRepository)].join('\n');
    const prefixes = [...sources.matchAll(/`([a-z-]+(?:\.[a-z-]+)*[.-])\$\{/g)].map(([, prefix]) => prefix ?? '');
    const unused = entries.filter(
      ([key]) => !sources.includes(`'${key}'`) && !prefixes.some((prefix) => key.startsWith(prefix)),
    );
    expect(unused.map(([key]) => key)).toEqual([]);
  });
});
