import { pageSentences } from '../../src/platform/index.js';
import { agreedBlock, filesUnder, fromRepository } from '../support/repository.js';

const SETTINGS = [
  'config',
  'object-store',
  'search-index',
  'secrets',
  'facebook-app',
  'timestamp-authorities',
  'witnesses',
].map((name) => `src/platform/config/${name}.ts`);

/** What a setting takes, as the second cell of its row says it. */
const SHAPES: Readonly<Record<string, (words: readonly string[]) => string>> = {
  text: () => 'text',
  list: () => 'list',
  word: (words) => words.join(', '),
  number: (words) => words.join(' to '),
  url: (words) => (words.length > 0 ? words : ['postgres:', 'postgresql:']).map((word) => `${word}//`).join(' or '),
};

/** `settings.number('PORT', [0, 65_535], 8080)` as the first two cells of its row. */
function settings(): string[] {
  const read = /settings\.(text|word|number|url|list)(?:Or)?\('([A-Z0-9_]+)'(?:, \[([^\]]*)\])?/g;
  const values = new Map<string, string>();
  for (const [, kind = '', name = '', list = ''] of SETTINGS.map(fromRepository).join('').matchAll(read)) {
    const words = list === '' ? [] : list.split(', ').map((word) => word.replaceAll(/['_]/g, ''));
    if (kind !== 'text' || !values.has(name)) values.set(name, SHAPES[kind]?.(words) ?? '');
  }
  return Array.from(values, ([name, value]) => `| \`${name}\` | ${value} |`).toSorted((a, b) => (a < b ? -1 : 1));
}

describe('the documents', () => {
  it('list every setting the program reads, with the values it takes, and no other', () => {
    const rows = fromRepository('docs/install.md')
      .split('\n')
      .filter((line) => /^\| `[A-Z0-9_]+` \|/.test(line));
    expect(rows.map((row) => /^\|[^|]*\|[^|]*\|/.exec(row)?.[0])).toEqual(settings());
    expect(rows.filter((row) => row.split('|').some((cell, i) => i > 0 && i < 5 && cell.trim() === ''))).toEqual([]);
  });

  it('name every key file, and none that is not made', () => {
    const made = filesUnder('src', '.ts').flatMap((path) =>
      [...fromRepository(path).matchAll(/(?:keysDir, |keyFile\()'([a-z]+\.(?:key|pem))'/g)].map(([, name]) => name),
    );
    const named = [...fromRepository('docs/keys.md').matchAll(/^\| `([a-z]+\.(?:key|pem))` \|/gm)];
    expect(new Set(named.map(([, name]) => name))).toEqual(new Set(made));
  });

  it.each(['mastodon', 'bluesky', 'facebook', 'instagram', 'feed'])(
    'say of %s what the program says cannot be archived',
    (platform) => {
      const sources = filesUnder(`src/connectors/${platform}`, '.ts').map(fromRepository).join('\n');
      const told = Object.entries(pageSentences)
        .filter(([key]) => /^limit\.(?!none$)/.test(key) && sources.includes(`'${key.slice('limit.'.length)}'`))
        .map(([, { en }]) => `- ${en}\n`);
      expect(told.length).toBeGreaterThan(3);
      const present = `What is said when one is added, each where it applies:\n\n${told.join('')}`;
      expect(agreedBlock('docs/connectors.md', `limits of ${platform}`, present)).toBe(present);
    },
  );
});
