import { rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import type { ItemView } from '../../src/archive/views.types.js';
import { itemId } from '../../web/fixtures/build-item.js';
import { bundle } from '../../web/fixtures/views.js';
import { builtPage, chromiumPath, launch } from '../support/chromium.js';
import { bundleFolder } from './support/bundle-folder.js';
import { tabTo, violations, watch, type Watch } from './support/watch.js';

const chromium = chromiumPath();
const suite = chromium === null ? describe.skip : describe;
if (chromium === null) console.warn('Skipped: no Chromium at CHROMIUM or /usr/bin/chromium.');

const SCREENS: readonly (readonly [string, string])[] = [
  ['the list', '#/'],
  ['an item with two versions', `#/items/${itemId(4)}`],
  ['an item gone from the source', `#/items/${itemId(12)}`],
  ['a thread', `#/threads/${itemId(8)}`],
  ['what is not here', '#/missing'],
  ['about the bundle', '#/about'],
  ['an item the bundle does not hold', '#/items/none'],
];

const MARKS = 'e\u0301'.concat('\u0316\u0317\u0318\u0319'.repeat(262_144));
const ATTACK = `</script><script>window.hacked = 1</script><img src=x onerror="window.hacked = 2">`;
const TURNED = '\u202Egnp.exe\u2066 safe';

/** An item in which every text somebody else wrote is an attempt on the reader. */
function hostile(): ItemView {
  const base = bundle.items.find((item) => item.id === itemId(19));
  const version = base?.versions[0];
  if (base === undefined || version === undefined) throw new Error('The fixture has no item 19');
  return {
    ...base,
    id: itemId(666),
    rootId: itemId(666),
    url: 'javascript:window.hacked=3',
    author: { handle: `@${TURNED}`, displayName: `${TURNED}${ATTACK}`, official: false },
    versions: [
      { ...version, text: `${ATTACK}\u2028${MARKS}` },
      {
        ...version,
        number: 2,
        cause: 'edited',
        text: `${MARKS}${ATTACK}`,
        lang: '" onload="window.hacked=4',
        contentWarning: ATTACK,
        media: [
          { ordinal: 1, mediumId: null, mime: 'image/png', bytes: 1, alt: ATTACK, href: 'https://evil.example/a.png' },
          { ordinal: 2, mediumId: null, mime: 'image/png', bytes: 1, alt: MARKS, href: '//evil.example/b.png' },
          { ordinal: 3, mediumId: null, mime: 'text/html', bytes: 1, alt: '', href: 'javascript:window.hacked=5' },
        ],
        links: [
          { url: 'javascript:window.hacked=6', title: ATTACK },
          { url: 'https://evil.example/', title: null },
        ],
      },
    ],
  };
}

/** Whether the list comes to say this after these words were typed. */
async function says(page: Page, words: string, sentence: string): Promise<boolean> {
  await page.getByLabel('Show only items with these words').fill(words);
  await page.getByRole('status').filter({ hasText: sentence }).waitFor({ timeout: 10_000 });
  return true;
}

suite('The offline viewer', () => {
  let browser: Browser;
  let start: string;
  let page: Page;
  let seen: Watch;

  beforeAll(async () => {
    start = bundleFolder(await builtPage(), { ...bundle, items: [...bundle.items, hostile()] });
    browser = await launch(chromium ?? '');
  }, 120_000);

  afterAll(async () => {
    await browser.close();
    rmSync(dirname(start), { recursive: true });
  });

  beforeEach(async () => {
    page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    seen = watch(page, pathToFileURL(dirname(start)).href);
  });

  afterEach(() => page.close());

  async function open(place: string): Promise<void> {
    await page.goto(pathToFileURL(start).href + place);
    await page.locator('h1').waitFor();
  }

  it.each(SCREENS)(
    'has nothing for axe to find on %s, in English and in Polish, and calls nobody',
    async (_, place) => {
      await open(place);
      for (const language of ['English', 'Polski']) {
        await page.getByRole('button', { name: language }).click();
        expect(await violations(page)).toEqual([]);
      }
      expect(seen.complaints).toEqual([]);
      expect(seen.outside).toEqual([]);
    },
  );

  it('lists the items with their findings and finds words without marks in any version', async () => {
    await open('#/');
    expect(await says(page, '14,2 stopy', '1 item of 15')).toBe(true);
    expect(await says(page, 'zaglada', 'No item of this bundle holds these words in any version.')).toBe(true);
    expect(await says(page, 'ZACHOD SLONCA', '1 item of 15')).toBe(true);
    expect(await says(page, '', '15 items of 15')).toBe(true);
  });

  it('loads its pictures from the bundle and shows what changed in an alt text', async () => {
    await open(`#/items/${itemId(4)}`);
    const image = page.locator('.ak-medium__image');
    await image.scrollIntoViewIfNeeded();
    const width = `(async () => {
      const image = document.querySelector('.ak-medium__image');
      await image.decode();
      return image.naturalWidth;
    })()`;
    expect(await page.evaluate(width)).toBe(640);
    expect(await image.getAttribute('alt')).toContain('Community Hall (Lincoln School has no power)');
    expect(await page.locator('.ak-changes').innerText()).toContain('Alt text of picture 1');
  });

  it('says that it is a convenience, that the clock is simulated and that nothing is withheld', async () => {
    await open('#/about');
    const notices = await page.getByRole('complementary').innerText();
    expect(notices).toContain('These times are those of a demonstration, not of real events.');
    expect(notices).toContain('Unredacted');
    expect(notices).toContain('verify.py');
  });

  it('is worked by keyboard alone', async () => {
    await open('#/');
    await tabTo(page, 'RUMOR CHECK');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: /19 May 2026, 14:10/ }).waitFor();
    await tabTo(page, 'Whole thread');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: /^Thread/ }).waitFor();
    expect(await page.evaluate('document.activeElement.tagName')).toBe('H1');
  });

  it('shows hostile content as text, quickly, and runs, loads and links none of it', async () => {
    const began = Date.now();
    await open(`#/items/${itemId(666)}`);
    await page.getByText('Shown in part').first().waitFor();
    expect(Date.now() - began).toBeLessThan(10_000);
    for (const place of ['#/', `#/threads/${itemId(666)}`, `#/items/${itemId(666)}`]) {
      await open(place);
      expect(await page.locator('main').innerText()).toContain('window.hacked = 1');
    }
    expect(await page.evaluate('window.hacked')).toBeUndefined();
    expect(seen.outside).toEqual([]);
    expect(seen.complaints).toEqual([]);
    const hrefs = await page.locator('a').evaluateAll((links) => links.map((link) => link.getAttribute('href')));
    expect(hrefs.filter((href) => href?.startsWith('#') !== true)).toEqual([]);
    expect(await page.locator('main img').count()).toBe(0);
    expect(await page.title()).not.toMatch(/[\u202A-\u202E\u2066-\u2069]/);
    expect(await violations(page)).toEqual([]);
  }, 60_000);

  it('saves a text too long to draw as a file that holds all of it', async () => {
    await open(`#/items/${itemId(666)}`);
    const downloading = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save the whole text' }).last().click();
    const stream = await (await downloading).createReadStream();
    let bytes = 0;
    for await (const part of stream) bytes += Buffer.from(part).length;
    expect(bytes).toBeGreaterThan(2_000_000);
  });

  it('holds its plain pages ready for a reader without script', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const plain = await context.newPage();
    await plain.goto(pathToFileURL(start).href);
    expect(await plain.locator('body').innerText()).toContain('The same as plain pages.');
    await context.close();
  });
});

suite('A bundle taken apart', () => {
  it('says what to do when its data did not load', async () => {
    const start = bundleFolder(await builtPage(), bundle);
    rmSync(`${dirname(start)}/data/viewer/data-0001.js`);
    const browser = await launch(chromium ?? '');
    try {
      const page = await browser.newPage();
      await page.goto(pathToFileURL(start).href);
      await page.getByText('Unpack the whole zip').waitFor();
      expect(await violations(page)).toEqual([]);
    } finally {
      await browser.close();
      rmSync(dirname(start), { recursive: true });
    }
  }, 60_000);
});
