import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What axe finds wrong with the page as it stands, one line a violation. */
export async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const found: unknown = await page.evaluate(
    `axe.run(document, { preload: false, runOnly: ${JSON.stringify(RULES)} }).then(({ violations }) =>
       violations.map(({ id, nodes }) => id + ': ' + nodes.map((node) => node.html.slice(0, 160)).join(' | ')))`,
  );
  return Array.isArray(found) ? found.map(String) : [`axe gave no list: ${String(found)}`];
}

export interface Watch {
  /** What the page complained of: console errors, exceptions, blocked content. */
  readonly complaints: string[];
  /** Requests to anywhere but the page's own origin. */
  readonly outside: string[];
}

/** Notes from now on what the page complains of and whom it calls. `origin` is its own; a 401 before sign-in is not one. */
export function watch(page: Page, origin: string): Watch {
  const complaints: string[] = [];
  const outside: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    const expected = message.text().includes('401') && message.location().url.endsWith('/api/v1/me');
    if (['error', 'warning'].includes(message.type()) && !expected) complaints.push(message.text());
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(origin) && !/^(data|blob):/.test(request.url())) outside.push(request.url());
  });
  return { complaints, outside };
}

/** Presses Tab until the focus stands on a control whose name, text or label holds `words`. */
export async function tabTo(page: Page, words: string, presses = 80): Promise<void> {
  for (let press = 0; press < presses; press += 1) {
    await page.keyboard.press('Tab');
    const name: unknown = await page.evaluate(`(() => {
      const at = document.activeElement;
      if (at === document.body) return '';
      const labels = [...(at.labels ?? [])].map((label) => label.textContent);
      return [at.getAttribute('aria-label') ?? '', at.textContent, ...labels].join(' ');
    })()`);
    if (String(name).includes(words)) return;
  }
  throw new Error(`No control named "${words}" was reached in ${presses} presses of Tab`);
}
