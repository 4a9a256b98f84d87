import type { Browser, Page } from 'playwright-core';
import { builtPage, chromiumPath, launch } from '../../support/chromium.js';
import { type FixtureServer, startFixtureServer } from './fixture-server.js';
import { type Watch, watch } from './watch.js';

export interface OpenedWorkspace {
  readonly server: FixtureServer;
  readonly page: Page;
  /** What the page has complained of since. */
  readonly seen: Watch;
  /** Goes to a screen and waits until it is there. */
  readonly open: (path: string, title: string) => Promise<void>;
  /** The next change the page asks the server for, since the last one asked about here; waited for. */
  readonly nextChange: () => Promise<string | undefined>;
  close(): Promise<void>;
}

/** The workspace on an office of its own, signed in, in English unless the page has another language by now. */
async function openWorkspace(
  browser: Browser,
  viewport: { readonly width: number; readonly height: number },
): Promise<OpenedWorkspace> {
  const server = await startFixtureServer(`${await builtPage()}/workspace`, true);
  const page = await browser.newPage({ viewport });
  let told = 0;
  await page.addInitScript(`localStorage.getItem('akta.language') ?? localStorage.setItem('akta.language', 'en')`);
  return {
    server,
    page,
    seen: watch(page, server.url),
    open: async (path, title) => {
      await page.goto(server.url + path);
      await page.getByRole('heading', { level: 1, name: title }).waitFor();
    },
    nextChange: async () => {
      for (let n = 0; n < 50 && server.changesAsked.length <= told; n += 1) await page.waitForTimeout(100);
      told = server.changesAsked.length;
      return server.changesAsked.at(-1);
    },
    close: async () => {
      await page.close();
      await server.stop();
    },
  };
}

const chromium = chromiumPath();

/**
 * Tests of the page in a real browser, each on an office of its own; skipped, saying so, where no browser is. `opened` is
 * told each workspace before its test.
 */
export function onWorkspace(
  title: string,
  viewport: { readonly width: number; readonly height: number },
  tests: (opened: (take: (workspace: OpenedWorkspace) => void) => void) => void,
): void {
  if (chromium === null) console.warn('Skipped: no Chromium at CHROMIUM or /usr/bin/chromium.');
  (chromium === null ? describe.skip : describe)(title, () => {
    let browser: Browser;
    let workspace: OpenedWorkspace;

    beforeAll(async () => {
      browser = await launch(chromium ?? '');
    }, 120_000);

    afterAll(() => browser.close());

    beforeEach(async () => {
      workspace = await openWorkspace(browser, viewport);
    }, 120_000);

    afterEach(() => workspace.close());

    tests((take) => beforeEach(() => take(workspace)));
  });
}
