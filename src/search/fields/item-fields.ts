import { STATE_SQL } from '../../archive/index.js';
import { Refusal } from '../../platform/index.js';
import type { FieldValue } from '../query.types.js';
import type { Meaning, Scene, SearchField } from '../search-field.js';
import { standingSql } from '../stood.js';

const TYPES = {
  post: { en: 'a post', pl: 'post' },
  reply: { en: 'a reply', pl: 'odpowiedź' },
  repost: { en: 'a repost', pl: 'podanie dalej' },
  entry: { en: 'a feed entry', pl: 'wpis kanału' },
} as const;

const STATES = {
  present: { en: 'at the source', pl: 'widoczny w źródle' },
  suspected: { en: 'not found by one look', pl: 'nie znaleziono w jednym odczycie' },
  gone: { en: 'no longer at the source', pl: 'nie ma już w źródle' },
  hidden: { en: 'hidden at the source', pl: 'ukryty w źródle' },
  edited: { en: 'with more than one version', pl: 'więcej niż jedna wersja' },
  late: { en: 'captured late', pl: 'zapisano z opóźnieniem' },
} as const;
const IN_OTHER_COLUMNS: Readonly<Record<string, string>> = { edited: 'w.version > 1', late: 'i.captured_late' };

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const MOST_IDS = 100;

function oneOf(words: Readonly<Record<string, unknown>>, typed: string): FieldValue {
  const value = Object.keys(words).find((word) => word === typed.toLowerCase());
  const names = Object.keys(words).join(', ');
  return value === undefined ? { expected: { en: `one of ${names}`, pl: `jedno z: ${names}` } } : { value };
}

function ofAccounts(accountIds: readonly string[]): Meaning {
  return { in: 'item', accountIds, sql: (bind) => `w.account_id = ANY(${bind(accountIds, 'uuid[]')})` };
}

function isCalled(account: Scene['accounts'][number], value: string): boolean {
  const names = [account.id, account.handle, account.handle.replace(/^@/, ''), account.title].map((name) =>
    name.toLowerCase(),
  );
  const short = account.handle.replace(/^@/, '').split('@', 1)[0]?.toLowerCase() ?? '';
  const wanted = value.replace(/^@/, '');
  if (!value.endsWith('*')) return [...names, short].some((name) => name === value || name === wanted);
  return [...names, short].some((name) => name.startsWith(wanted.slice(0, -1)));
}

const account: SearchField = {
  name: 'account',
  example: 'account:@newford',
  help: {
    en: 'The archived account it came by: handle with or without the server, title in quotes, id, or a beginning*.',
    pl: 'Archiwizowane konto: nazwa z serwerem lub bez, tytuł w cudzysłowie, identyfikator albo początek*.',
  },
  read: (typed) => {
    const value = typed.replaceAll(/\s+/gu, ' ').trim().toLowerCase();
    const isName = value.length > 0 && value.length <= 300 && !/[\p{C}"“”„]/u.test(value);
    return isName ? { value } : { expected: { en: 'a handle such as @newford', pl: 'nazwa konta, np. @newford' } };
  },
  inWords: (value, language) => (language === 'pl' ? `z konta „${value}”` : `of the account “${value}”`),
  mean: (value, { accounts }) => {
    const found = accounts.filter((one) => isCalled(one, value)).map(({ id }) => id);
    if (found.length > 0) return ofAccounts(found);
    throw new Refusal('invalid-input', `No account here is called “${value}”. akta account list shows them.`);
  },
};

const platform: SearchField = {
  name: 'platform',
  example: 'platform:mastodon',
  help: { en: 'The platform of the account.', pl: 'Platforma konta.' },
  read: (typed) =>
    /^[a-z][a-z0-9-]{0,30}$/i.test(typed)
      ? { value: typed.toLowerCase() }
      : { expected: { en: 'a platform such as mastodon or feed', pl: 'platforma, np. mastodon albo feed' } },
  inWords: (value, language) => (language === 'pl' ? `z platformy ${value}` : `on the platform ${value}`),
  mean: (value, { accounts }) => {
    const found = accounts.filter((one) => one.platform === value).map(({ id }) => id);
    if (found.length > 0) return ofAccounts(found);
    const archived = [...new Set(accounts.map((one) => one.platform))].toSorted().join(', ') || 'none yet';
    throw new Refusal('invalid-input', `No account of a platform “${value}” is archived here. Platforms: ${archived}.`);
  },
};

const type: SearchField = {
  name: 'type',
  example: 'type:reply',
  help: { en: `What it is: ${Object.keys(TYPES).join(', ')}.`, pl: `Rodzaj: ${Object.keys(TYPES).join(', ')}.` },
  read: (typed) => oneOf(TYPES, typed),
  inWords: (value, language) => Object.entries(TYPES).find(([word]) => word === value)?.[1][language] ?? value,
  mean: (value) => ({ in: 'item', sql: (bind) => `i.kind = ${bind(value, 'text')}` }),
};

const state: SearchField = {
  name: 'state',
  example: 'state:gone',
  help: { en: `How it stands: ${Object.keys(STATES).join(', ')}.`, pl: `Stan: ${Object.keys(STATES).join(', ')}.` },
  read: (typed) => oneOf(STATES, typed),
  inWords: (value, language) => Object.entries(STATES).find(([word]) => word === value)?.[1][language] ?? value,
  mean: (value) => ({
    in: 'item',
    sql: (bind) => IN_OTHER_COLUMNS[value] ?? `${STATE_SQL} = ${bind(value, 'text')}`,
  }),
};

const version: SearchField = {
  name: 'version',
  example: 'version:latest',
  help: {
    en: 'Only in these versions: latest, 2, 2..3, >1.',
    pl: 'Tylko w tych wersjach: latest (najnowsza), 2, 2..3, >1.',
  },
  read: (typed) => {
    const value = typed.toLowerCase();
    if (value === 'latest' || /^(>|>=|<|<=)?[1-9]\d{0,5}$/.test(value)) return { value };
    const [from = 0, to = 0] = /^[1-9]\d{0,5}\.\.[1-9]\d{0,5}$/.test(value) ? value.split('..').map(Number) : [];
    if (from > 0 && from <= to) return { value };
    return { expected: { en: 'latest, a number, 2..3 or >1', pl: 'latest, liczba, 2..3 albo >1' } };
  },
  inWords: (value, language) => {
    if (value === 'latest') return language === 'pl' ? 'w najnowszej wersji' : 'in the latest version';
    return language === 'pl' ? `w wersji ${value}` : `in version ${value}`;
  },
  mean: (value) => ({
    in: 'version',
    sql: (bind) => {
      if (value === 'latest') return 'v.number = w.version';
      const [from, to] = value.split('..').map((part) => Number(part.replace(/^[<>=]+/, '')));
      if (to !== undefined) return `v.number BETWEEN ${bind(from, 'int')} AND ${bind(to, 'int')}`;
      return `v.number ${/^[<>=]+/.exec(value)?.[0] ?? '='} ${bind(from, 'int')}`;
    },
  }),
};

const threadOf: SearchField = {
  name: 'thread-of',
  example: 'thread-of:01900000-0000-7000-8000-000000000000',
  help: {
    en: 'The conversation around an item, by its id; several ids with commas.',
    pl: 'Rozmowa wokół wpisu, według identyfikatora; kilka identyfikatorów po przecinku.',
  },
  read: (typed) => {
    const ids = [...new Set(typed.toLowerCase().split(','))];
    if (ids.length <= MOST_IDS && ids.every((id) => ID.test(id))) return { value: ids.join(',') };
    return { expected: { en: 'the id of an item', pl: 'identyfikator wpisu' } };
  },
  inWords: (value, language) =>
    language === 'pl' ? `z rozmowy wokół wpisu ${value}` : `in the conversation around item ${value}`,
  mean: async (value, { database, at }) => {
    const ids = value.split(',');
    const rows: { id: string; root: string }[] = await database.query(
      `SELECT i.id, coalesce(w.root_id, i.id) AS root FROM item i LEFT JOIN ${at === null ? 'item_watch' : `(${standingSql(at)})`} w ON w.item_id = i.id
        WHERE i.id = ANY($1::uuid[])`,
      [ids],
    );
    const missing = ids.find((id) => !rows.some((row) => row.id === id));
    if (missing !== undefined) {
      throw new Refusal('invalid-input', `There is no item ${missing} in this archive. Look for its id on its page.`);
    }
    const roots = [...new Set(rows.map(({ root }) => root))];
    return {
      in: 'item',
      sql: (bind) => {
        const list = bind(roots, 'uuid[]');
        return `(w.root_id = ANY(${list}) OR w.item_id = ANY(${list}))`;
      },
    };
  },
};

/** Fields that are facts of the item as it stands, or of one version. */
export const ITEM_FIELDS: readonly SearchField[] = [account, platform, type, state, version, threadOf];
