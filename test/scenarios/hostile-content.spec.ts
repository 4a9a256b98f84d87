import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { unpackBundle } from '../../lab/demo/make-bundles.js';
import { type Lab, startLab } from '../../lab/index.js';
import type { ItemSummary } from '../../src/archive/index.js';
import { SimulatedClock } from '../../src/platform/index.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { type Ran, runAkta } from '../support/command-line.js';
import { type Mischief, startMischief } from '../support/mischief.js';
import { Scenario } from '../support/scenario.js';

const HOST = 'social.newford.example';
const SCRIPT = '<script>globalThis.hacked = 1</script><img src=x onerror="globalThis.hacked = 2">';

/** Each text begins with a word of its own, by which it is found again. */
const TEXTS: Readonly<Record<string, string>> = {
  escaped: `escaped ${SCRIPT} </script> --> ]]> "quoted" 'quoted' \${x} {{x}}`,
  override: 'override \u202Egnp.exe\u202C \u2066isolated \u200F right',
  marks: `marks a${'\u0301'.repeat(500_000)} after`,
  longword: `longword ${'w'.repeat(100_000)}`,
  formula: 'formula',
  equals: '=HYPERLINK(equals, 1)',
  planes: 'planes 𝕋𝕖𝕤𝕥 👩‍👩‍👧‍👦 \uFFFF \u{10FFFF} \uFEFF \u2028 \u2029 zażółć שלום مرحبا',
  lines: `lines${'\n'.repeat(5_000)}end`,
};

/** Put into answers in place of a word, since an honest server would not let them through. */
const RAW: Readonly<Record<string, string>> = {
  RAWMARKUP: SCRIPT.replaceAll('"', '\\"'),
  RAWNUL: '\\u0000',
  RAWLONE: '\\ud83d',
  RAWNEST: '<b>'.repeat(20_000),
};

describe('posts that are meant to break whoever reads them', () => {
  const clock = new SimulatedClock(new Date('2026-05-19T13:00:00Z'));
  let lab: Lab;
  let mischief: Mischief;
  let app: TestApp;
  let scenario: Scenario;
  let account: string;
  let folder: string;

  const akta = (...args: string[]): Promise<Ran> => runAkta(args, { env: app.env, clock });
  const found = async (word: string): Promise<ItemSummary> => {
    const { items } = await scenario.read<{ items: ItemSummary[] }>(`/items?text=${encodeURIComponent(word)}`);
    expect(items).toHaveLength(1);
    const [item] = items;
    if (!item) throw new Error(`Nothing says ${word}`);
    return item;
  };

  beforeAll(async () => {
    lab = await startLab({
      clock,
      prepare: (world) => {
        world.openServer(HOST, { software: 'mastodon' });
        world.openAccount(`newford@${HOST}`, { displayName: `City </script> \u202Edrofwen ${SCRIPT}` });
      },
    });
    const city = lab.world.account(`newford@${HOST}`);
    for (const text of Object.values(TEXTS)) lab.world.post(city, text);
    for (const word of Object.keys(RAW)) lab.world.post(city, `raw${word.slice(3).toLowerCase()} ${word} afterwards`);
    mischief = await startMischief(lab.mastodon(HOST));
    mischief.change = (body) =>
      Object.entries(RAW).reduce((changed, [word, raw]) => changed.replaceAll(word, () => raw), body);
    app = await startTestApp({ clock });
    scenario = new Scenario(app);
    account = await scenario.addAccount(await scenario.addBody(), `${mischief.url}/@newford`);
    await scenario.stateBasis(account);
    await scenario.settle();
  }, 120_000);

  afterAll(async () => {
    await app.close();
    await mischief.close();
    await lab.close();
  });

  it('are captured, each once', async () => {
    expect(await scenario.items(account)).toHaveLength(Object.keys(TEXTS).length + Object.keys(RAW).length);
    expect(await scenario.read('/gaps')).toEqual({ items: [] });
  });

  it.each(Object.keys(TEXTS))('are found, and shown as they were written: %s', async (word) => {
    const item = await scenario.item((await found(word)).id);
    expect(item.versions.at(-1)?.text.trim()).toBe(TEXTS[word]?.replaceAll(/\n{2,}/g, '\n\n').trim());
  });

  it.each(Object.keys(RAW))('are found also where the server itself is hostile: %s', async (word) => {
    const { latest } = await found(`raw${word.slice(3).toLowerCase()}`);
    expect(latest.text).toMatch(/^raw.*afterwards$/s);
    expect(latest.text).not.toMatch(/<script|<img|<b>/);
    expect(latest.text).not.toMatch(/\p{Surrogate}/u);
  });

  it('are shown at the command line without a character that steers a terminal', async () => {
    const { exit, out } = await akta('search', 'override');
    expect(exit).toBe(0);
    // oxlint-disable-next-line no-control-regex
    expect(out).not.toMatch(/[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]/);
    const { id } = await found('rawnul');
    // oxlint-disable-next-line no-control-regex
    expect((await akta('item', 'show', id)).out).not.toMatch(/[\u0000-\u0008\u000B-\u001F\u007F-\u009F]/);
  }, 60_000);

  it('leave in a bundle that is authentic, and nothing in it runs', async () => {
    const zip = await scenario.bundle({ accountIds: [account] });
    const report = await scenario.expectAuthentic(zip);
    expect(report.counts.items).toBe(Object.keys(TEXTS).length + Object.keys(RAW).length);
    folder = join(app.dataDir, 'unpacked');
    await unpackBundle(zip, folder);
    const files = (await readdir(folder, { recursive: true })).filter((name) => /\.(html|js|csv|pdf)$/.test(name));
    const text = async (name: string): Promise<string> => readFile(join(folder, name), 'utf8');
    for (const name of files.filter((each) => each.endsWith('.html'))) {
      const html = await text(name);
      expect(html).not.toMatch(/<script>globalThis|<img src=x|onerror="globalThis/);
      // oxlint-disable-next-line no-control-regex
      expect(html).not.toMatch(/\u0000/);
    }
    const sandbox = { window: {} };
    for (const name of files.filter((each) => /data-\d+\.js$/.test(each))) runInNewContext(await text(name), sandbox);
    expect(Object.keys(sandbox)).toEqual(['window']);
    expect(JSON.stringify(sandbox.window)).toContain('afterwards');
    const tables = files.filter((each) => each.endsWith('.csv'));
    const csv = (await Promise.all(tables.map(text))).join('');
    expect(csv).toContain(`"'=HYPERLINK(`);
    expect(csv).not.toMatch(/(^|,)"?=HYPERLINK/m);
    const [pdf] = files.filter((each) => each.endsWith('.pdf'));
    const bytes = await readFile(join(folder, pdf ?? ''));
    expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
    expect(bytes.subarray(-8).toString('latin1')).toContain('%%EOF');
    expect(bytes.toString('latin1')).not.toMatch(/\/JavaScript|\/OpenAction|\/Launch/);
  }, 180_000);

  it('leave the archive sound, and the account captured as before', async () => {
    lab.world.post(lab.world.account(`newford@${HOST}`), 'an ordinary notice');
    clock.advance(5 * 60_000);
    await scenario.settle();
    expect((await found('ordinary')).state).toBe('present');
    await scenario.expectSound();
  }, 60_000);
});
