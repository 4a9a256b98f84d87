import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ExportView, WorkExports } from '../../src/exports/index.js';
import type { ItemView } from '../../src/archive/index.js';
import { AuditTrail } from '../../src/audit/index.js';
import { system } from '../../src/platform/index.js';
import { runAkta } from '../support/command-line.js';
import { EMAIL, ErasureOffice, PESEL, SAID } from '../support/erasure-office.js';
import { filesOf } from '../support/release-story.js';
import { fromRepository } from '../support/repository.js';

/** What is restricted: two numbers in one item, and another item whole. */
const SECRETS = [EMAIL, PESEL, SAID.claim] as const;
const OPEN = 'Przywiozę dziesięć.';
const QUERIES = [
  EMAIL,
  PESEL,
  'zielinski',
  '"marek zielinski example"',
  'oblodzone',
  'dziesięć',
  'type:reply',
  '4405*',
];

interface Path {
  readonly get?: {
    readonly parameters?: readonly { readonly name: string; readonly in: string; readonly required?: boolean }[];
  };
}

/** The addresses that are read, as the description of the API lists them. */
function readPaths(): string[] {
  const { paths }: { paths: Record<string, Path> } = JSON.parse(fromRepository('test/contract/openapi.json'));
  return Object.entries(paths).flatMap(([path, { get }]) => {
    if (!get || (get.parameters ?? []).some((one) => one.in === 'query' && one.required === true)) return [];
    return [path];
  });
}

/** What people themselves have asked in a search is theirs: its echo, and the trail of searches on a person. */
function withoutOwnWords(bytes: Buffer): Buffer | string {
  if (!bytes.subarray(0, 1).equals(Buffer.from('{'))) return bytes;
  const { asked: _, items, ...answer }: { asked?: unknown; items?: { type?: string }[] } = JSON.parse(bytes.toString());
  return JSON.stringify({ ...answer, items: items?.filter?.(({ type }) => type !== 'person.searched-for') });
}

describe('what a decision has restricted', () => {
  let office: ErasureOffice;
  let folder: string;
  let medium = '';
  let earlier: ExportView;
  const ids: string[] = [];

  const exported = async (asked: object): Promise<ExportView> => {
    const { id, status } = await office.scenario.send<ExportView>('POST', '/exports', { language: 'pl', ...asked });
    if (status === 'proposed')
      await office.ask('POST', `/exports/${id}/approve`, {}, office.people.adam, office.code());
    await office.scenario.settle();
    while (await office.scenario.get(WorkExports).tick({ only: id }));
    return office.scenario.read<ExportView>(`/exports/${id}`);
  };
  const secretsIn = (text: string | Buffer): string[] => SECRETS.filter((secret) => text.includes(secret));
  const looks = async (item: string): Promise<number> => {
    const [row] = await office.app.database.query(
      `SELECT count(*)::int AS n FROM audit_event WHERE type = 'material.looked-at' AND facts->>'item' = $1
         AND facts->>'what' = 'restricted'`,
      [item],
    );
    return row.n;
  };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'akta-restricted-'));
    office = await ErasureOffice.open();
    await office.frozen();
    earlier = await exported({ accountIds: [office.accounts.town] });
    const view: ItemView = Object((await office.ask('GET', `/items/${office.id('blankets')}`)).body);
    medium = view.versions[0]?.media[0]?.mediumId ?? '';
    const places = (await office.erasure('blankets')).proposal;
    expect(places?.restrictsDetails).toBe(true);
    const text = (said: string) => {
      const start = Array.from(SAID.blankets.slice(0, SAID.blankets.indexOf(said))).length;
      return { version: 1, part: 'text', start, end: start + Array.from(said).length };
    };
    const decided = await office.decide(['blankets'], {
      decision: 'refuse',
      why: 'Kept by law',
      grounds: [{ article: 'b' }],
      places: [text(EMAIL), text(PESEL), { version: 1, part: 'alt-1' }, { version: 1, part: 'medium-1' }],
    });
    expect(decided.status).toBe(201);
    const whole = { decision: 'restrict', why: 'Wanted for a claim', grounds: [{ article: 'e' }] };
    expect((await office.decide(['claim'], whole)).status).toBe(201);
    const rows: { id: string }[] = await office.app.database.query(
      `SELECT id FROM item UNION ALL SELECT id FROM account UNION ALL SELECT id FROM body UNION ALL SELECT id FROM medium
       UNION ALL SELECT id FROM records_request UNION ALL SELECT id FROM export_job UNION ALL SELECT id FROM policy_version`,
    );
    ids.push(...rows.map(({ id }) => id));
  }, 180_000);

  afterEach(() => office.scenario.expectSound());

  afterAll(async () => {
    await office.close();
    await rm(folder, { recursive: true, force: true });
  });

  /** An address with every id there is in its place; of two places the request, then every id. */
  const addressesOf = (path: string): string[] => {
    const [first, second, ...more] = path.match(/\{\w+\}/g) ?? [];
    if (more.length > 0 || path.includes('{secret}')) return [];
    if (first === undefined) return [path];
    if (second === undefined) return ids.map((id) => path.replace(first, id));
    return ids.map((id) => path.replace(first, office.request).replace(second, id));
  };

  /** Every answer to every question that is asked without changing anything, whose words hold something restricted. */
  const walk = async (key: string): Promise<{ leaks: string[]; answered: number }> => {
    const leaks: string[] = [];
    let answered = 0;
    const look = async (path: string): Promise<void> => {
      const answer = await office.app.ask('GET', path, { key });
      if (!answer.ok) return;
      answered += 1;
      const text = withoutOwnWords(Buffer.from(await answer.arrayBuffer()));
      if (secretsIn(text).length > 0) leaks.push(path);
    };
    for (const path of readPaths().flatMap((one) => addressesOf(one))) await look(path);
    for (const query of QUERIES) {
      const asked = `text=${encodeURIComponent(query)}`;
      for (const path of ['/items?', '/items/facets?', '/items/count?'])
        await look(`/api/v1${path}${asked}&versions=every`);
    }
    return { leaks, answered };
  };

  it('is told to nobody but legal staff, at no address that is read', async () => {
    for (const role of ['records-officer', 'administrator', 'auditor', 'custodian'] as const) {
      const { leaks, answered } = await walk(await office.app.keyOf(role));
      expect({ role, leaks }).toEqual({ role, leaks: [] });
      expect(answered).toBeGreaterThan(20);
    }
  }, 120_000);

  it('is told to legal staff where others are told the rest, and each look is recorded', async () => {
    const item = office.id('blankets');
    const before = await looks(item);
    office.clock.advance(2 * 60 * 60_000);
    const { leaks } = await walk(office.people.adam);
    const told = (path: string): boolean => leaks.some((leak) => leak.startsWith(path));
    for (const path of [
      `/api/v1/items/${item}`,
      `/api/v1/threads/${item}`,
      `/api/v1/items/${item}/proof`,
      '/api/v1/items?',
    ])
      expect({ path, told: told(path) }).toEqual({ path, told: true });
    expect(told(`/api/v1/requests/${office.request}/erasures`)).toBe(true);
    expect(await looks(item)).toBe(before + 1);
    expect(await looks(office.id('claim'))).toBeGreaterThan(0);
    expect((await office.ask('GET', '/audit?limit=200', undefined, office.people.adam)).status).toBe(200);
    expect(leaks.filter((path) => path.startsWith('/api/v1/audit'))).toEqual([]);
  }, 120_000);

  it('leaves the rest of the item to be read and found, place for place', async () => {
    const view: ItemView = Object((await office.ask('GET', `/items/${office.id('blankets')}`)).body);
    const [version] = view.versions;
    expect(version?.text).toBe(
      `Przywiozę dziesięć. Marek Zieliński, ${'█'.repeat(EMAIL.length)}, PESEL ${'█'.repeat(PESEL.length)}`,
    );
    expect(version?.media[0]).toMatchObject({ mediumId: null, href: null });
    expect(view.restrictedPlaces).toHaveLength(4);
    const [found] = await office.found('dziesięć');
    expect(found?.id).toBe(office.id('blankets'));
    expect(JSON.stringify(Object(found)['snippet'])).not.toContain('zielinski');
    expect(await office.found(`"${OPEN}"`)).toHaveLength(1);
    for (const query of [EMAIL, PESEL, 'oblodzone', 'marek@zielinski.example OR 44051401359', '4405*'])
      expect({ query, found: await office.found(query) }).toEqual({ query, found: [] });
    expect(await office.found('oblodzone', office.people.adam)).toHaveLength(1);
    const { body } = await office.ask('GET', `/items/count?text=${PESEL}`);
    expect(body).toMatchObject({ count: 0 });
    expect((await office.ask('GET', `/items/${office.id('blankets')}/proof`)).status).toBe(403);
    expect(await office.ask('GET', `/items/${office.id('claim')}`)).toMatchObject({
      body: { restricted: true, versions: [] },
    });
  });

  it('shows its picture to nobody else', async () => {
    const asked = (key: string): Promise<number> =>
      office.app.ask('GET', `/api/v1/media/${medium}`, { key }).then(({ status }) => status);
    expect(await asked(office.people.marta)).toBe(404);
    expect(await asked(office.people.adam)).toBe(200);
  });

  it('is said by no command either', async () => {
    const keyFile = join(folder, 'marta.key');
    await writeFile(keyFile, office.people.marta);
    const said: string[] = [];
    for (const args of [
      ['item', 'show', office.id('blankets')],
      ['item', 'show', office.id('claim')],
      ['thread', office.id('blankets')],
      ['search', 'dziesięć', '--json'],
      ['search', 'zielinski OR oblodzone'],
      ['search', 'type:reply', '--csv'],
      ['request', 'erasure', 'list', office.request],
    ]) {
      const { out, err } = await runAkta([...args, '--key-file', keyFile], {
        env: office.app.env,
        clock: office.clock,
      });
      said.push(out, err);
    }
    expect(said.join('\n')).toContain('dziesięć');
    expect(said.flatMap(secretsIn)).toEqual([]);
  }, 60_000);

  it('leaves in no bundle: neither in one made before, nor in one of everything', async () => {
    expect(earlier.status).toBe('ready');
    const asked = await office.app.ask('GET', earlier.files[0]?.href ?? '', { key: office.people.marta });
    expect(asked.status).toBe(403);
    expect(await asked.text()).toContain('restricted by a decision about a person’s data after it was made');
    expect((await office.app.ask('GET', earlier.files[0]?.href ?? '', { key: office.people.adam })).status).toBe(200);
    const made = await exported({ accountIds: [office.accounts.town, office.accounts.culture] });
    const files = await filesOf(await office.scenario.download(made.id), folder);
    const leaks = [...files].flatMap(([path, bytes]) => secretsIn(bytes).map((secret) => `${secret} in ${path}`));
    expect(leaks).toEqual([]);
    expect([...files.values()].some((bytes) => bytes.includes(SAID.saturday))).toBe(true);
  }, 120_000);

  it('leaves in no answer before each place is covered by its ruling', async () => {
    const letter = { name: 'Ewa', contact: 'ewa@mail.example', text: 'Wpisy o kocach' };
    const scope = { itemIds: [office.id('blankets'), office.id('claim')] };
    const { id } = await office.scenario.send<{ id: string }>('POST', '/requests', {
      bodyId: office.bodyId,
      kind: 'internal',
      dueOn: '2027-01-01',
      channel: 'email',
      letter,
      scope,
      language: 'en',
      receivedAt: office.clock.now().toISOString(),
    });
    await office.scenario.send('POST', `/requests/${id}/collection`, {});
    await office.scenario.send('POST', `/requests/${id}/freeze`, {});
    const decide = async (item: string, revision: number, more: object): Promise<void> => {
      await office.scenario.send('POST', `/requests/${id}/decisions`, { items: [{ itemId: item, revision }], ...more });
    };
    await decide(office.id('claim'), 0, { decision: 'withhold', ground: { code: 'private' } });
    await decide(office.id('blankets'), 0, { decision: 'responsive' });
    const refused = await exported({ requestId: id });
    expect(refused).toMatchObject({ status: 'failed' });
    expect(refused.fault).toMatch(
      /^Item \S+ is to be released, and a place in its version 1 \(text\) .+ is not covered\./,
    );
    const stretch = (part: string, start?: number, end?: number) => ({
      target: { version: 1, part, ...(start === undefined ? {} : { start, end }) },
      ground: { code: 'private' },
    });
    const at = (said: string): [number, number] => {
      const start = Array.from(SAID.blankets.slice(0, SAID.blankets.indexOf(said))).length;
      return [start, start + Array.from(said).length];
    };
    const covers = [
      stretch('text', ...at(EMAIL)),
      stretch('text', ...at(PESEL)),
      stretch('alt-1'),
      stretch('medium-1'),
    ];
    for (const { target, ground } of covers) {
      await office.scenario.send('POST', `/requests/${id}/items/${office.id('blankets')}/redactions`, {
        ...target,
        ground,
      });
    }
    await decide(office.id('blankets'), 1, { decision: 'in-part' });
    const made = await exported({ requestId: id });
    expect({ status: made.status, fault: made.fault }).toEqual({ status: 'ready', fault: null });
    const files = await filesOf(await office.scenario.download(made.id), folder);
    expect([...files].flatMap(([path, bytes]) => secretsIn(bytes).map((secret) => `${secret} in ${path}`))).toEqual([]);
    expect([...files.values()].some((bytes) => bytes.includes('Przywiozę'))).toBe(true);
  }, 120_000);

  it('is closed in a version that nobody has looked at', async () => {
    const { world } = office.lab;
    world.edit(world.postNamed('blankets'), `Nowy numer: ${PESEL}`);
    await office.minutes(6, 30 * 60_000);
    const view: ItemView = Object((await office.ask('GET', `/items/${office.id('blankets')}`)).body);
    expect(view.versions.map(({ number }) => number)).toEqual([1, 2]);
    expect(view.versions[1]?.text).toBe('');
    expect(view.restrictedPlaces).toContainEqual({ version: 2, part: '*', range: null });
    expect(await office.found('Nowy')).toEqual([]);
    expect(await office.found('dziesięć')).toHaveLength(1);
    expect(await office.found('Nowy', office.people.adam)).toHaveLength(1);
  });

  it('is loosened by nobody past the decision: the database refuses it', async () => {
    const trail = office.scenario.get(AuditTrail);
    const change = (sql: string): Promise<unknown> =>
      trail.write(system('retention'), async (tx) => {
        await tx.rows.query(sql);
        await tx.record('operator.intervened', { reason: '0'.repeat(64) });
      });
    await expect(change(`UPDATE restriction SET places = '[]'`)).rejects.toThrow(/lifted once/);
    await expect(change(`DELETE FROM restriction`)).rejects.toThrow(/restriction/);
    await expect(change(`UPDATE erasure_decision SET decision = 'erase'`)).rejects.toThrow(/erasure_decision/);
    await expect(office.app.database.query(`DELETE FROM open_words`)).rejects.toThrow(/open_words/);
    const again = `INSERT INTO recapture (id, item_id, needs_second, said, salt, at, by, event_id)
      VALUES (gen_random_uuid(), '${office.id('saturday')}', false, '{}', '', now(), 'x', gen_random_uuid())`;
    await expect(change(again)).rejects.toThrow(/was not destroyed by a disposition/);
  });
});
