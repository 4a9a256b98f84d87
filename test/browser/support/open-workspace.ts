import type { Browser, Page } from 'playwright-core';
import { builtPage } from '../../support/chromium.js';
import { type FixtureServer, startFixtureServer } from './fixture-server.js';
import { type Watch, watch } from './watch.js';

export interface OpenedWorkspace {
  readonly server: FixtureServer;
  readonly page: Page;
  /** What the page has complained of since. */
  readonly seen: Watch;
  /** Goes to a screen and waits until it is there. */
  readonly open: (path: string, title: string) => Promise<void>;
  close(): Promise<void>;
}

/** The workspace on an office of its own, signed in, in English unless the page has another language by now. */
export async function openWorkspace(
  browser: Browser,
  viewport: { readonly width: number; readonly height: number },
): Promise<OpenedWorkspace> {
  const server = await startFixtureServer(`${await builtPage()}/workspace`, true);
  const page = await browser.newPage({ viewport });
  await page.addInitScript(`localStorage.getItem('akta.language') ?? localStorage.setItem('akta.language', 'en')`);
  return {
    server,
    page,
    seen: watch(page, server.url),
    open: async (path, title) => {
      await page.goto(server.url + path);
      await page.getByRole('heading', { level: 1, name: title }).waitFor();
    },
    close: async () => {
      await page.close();
      await server.stop();
    },
  };
}
