import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Type } from '@nestjs/common';
import { Followers, Log, publicKeyOf } from '../../src/audit/index.js';
import { WorkQueue } from '../../src/capture/index.js';
import { type ExportView, type Report, verifyBundle, WorkExports } from '../../src/exports/index.js';
import type { ItemSummary, ItemView } from '../../src/archive/index.js';
import { Clock } from '../../src/platform/index.js';
import type { TestApp } from './app.js';
import { expectArchiveSound } from './expect-archive-sound.js';
import { hasPython, verifyByPython } from './verify-py.js';

/** Goes with real time, because the server at the other end does, and can be put forward. */
export class ForwardClock extends Clock {
  readonly kind = 'simulated';
  private ahead = 0;

  now(): Date {
    return new Date(Date.now() + this.ahead);
  }

  advance(milliseconds: number): void {
    this.ahead += milliseconds;
  }

  async sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    await wait(milliseconds, undefined, signal ? { signal } : {}).catch(() => undefined);
  }
}

/** What a person or their program does with an archive, by HTTP; and what its workers do, when they are told to. */
export class Scenario {
  constructor(readonly app: TestApp) {}

  get<T>(type: Type<T> | (abstract new (...args: never[]) => T)): T {
    return this.app.akta.app.get(type, { strict: false });
  }

  async read<T>(path: string): Promise<T> {
    const answer = await this.app.ask('GET', `/api/v1${path}`);
    if (!answer.ok) throw new Error(`GET ${path}: ${answer.status} ${await answer.text()}`);
    const value: T = JSON.parse(await answer.text());
    return value;
  }

  async send<T>(method: 'POST' | 'PUT', path: string, body: unknown): Promise<T> {
    const answer = await this.app.ask(method, `/api/v1${path}`, { body });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    const value: T = JSON.parse(await answer.text());
    return value;
  }

  /** Answers its id. */
  async addBody(zone = 'America/Chicago'): Promise<string> {
    const body = { name: 'City of Newford', zone, languages: ['en', 'pl'], country: 'US-IL', prefix: 'NEWFORD' };
    return (await this.send<{ id: string }>('POST', '/bodies', body)).id;
  }

  /** Answers its id. */
  async addAccount(bodyId: string, address: string, token?: string): Promise<string> {
    const account = { address, bodyId, character: 'official', privateAllowed: true };
    const named = token === undefined ? account : { ...account, token };
    return (await this.send<{ id: string }>('POST', '/accounts', named)).id;
  }

  /** What vanishes is shown, and leaves in bundles, only where a basis is stated. */
  async stateBasis(accountId: string): Promise<void> {
    const basis = { statute: '50 ILCS 205', scheduleItem: '14-012', officer: 'Marta Zielinski' };
    await this.send('PUT', `/accounts/${accountId}/legal-basis`, basis);
  }

  /** Everything that is due now, until nothing is; then the log settles. */
  async settle(): Promise<void> {
    await this.get(WorkQueue).settle();
    await this.get(Followers).settle();
  }

  /** The account's items as a list shows them, all pages, the newest first. */
  async items(accountId: string): Promise<ItemSummary[]> {
    const items: ItemSummary[] = [];
    let cursor: string | null = null;
    do {
      const more: string = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`;
      const page: { items: ItemSummary[]; nextCursor: string | null } = await this.read(
        `/items?account=${accountId}&limit=200${more}`,
      );
      items.push(...page.items);
      cursor = page.nextCursor;
    } while (cursor !== null);
    return items;
  }

  item(id: string): Promise<ItemView> {
    return this.read(`/items/${id}`);
  }

  /** The one item of the account whose newest version has this text. */
  async itemSaying(accountId: string, text: string): Promise<ItemView> {
    const found = (await this.items(accountId)).filter(({ latest }) => latest.text === text);
    if (found.length !== 1) throw new Error(`${found.length} items say "${text}"`);
    return this.item(found[0]?.id ?? '');
  }

  /** Exports what is asked for and fetches the file. */
  async bundle(asked: {
    accountIds: readonly string[];
    from?: string;
    to?: string;
    language?: 'en' | 'pl';
  }): Promise<string> {
    const { id } = await this.send<ExportView>('POST', '/exports', { language: 'en', ...asked });
    await this.get(Followers).settle();
    while (await this.get(WorkExports).tick({ only: id }));
    return this.download(id);
  }

  /** The path of the file of a finished export, as it was sent. */
  async download(id: string): Promise<string> {
    const made = await this.read<ExportView>(`/exports/${id}`);
    if (made.status !== 'ready') throw new Error(`The export is ${made.status}: ${made.fault ?? ''}`);
    const answer = await this.app.ask('GET', made.files[0]?.href ?? '');
    const zip = join(this.app.dataDir, `${made.name}.zip`);
    await writeFile(zip, Buffer.from(await answer.arrayBuffer()));
    return zip;
  }

  /** Authentic to both verifiers, with the key of this archive's log; the second is left out where it cannot run. */
  async expectAuthentic(zip: string): Promise<Report> {
    const key = publicKeyOf(this.get(Log).publicKey);
    const pem = String(key.export({ format: 'pem', type: 'spki' }));
    const report = await verifyBundle({ path: zip, key: { pem, name: 'log.pub.pem' }, language: 'en' });
    expect(report.details).toEqual([]);
    expect(report.verdict).toBe('authentic');
    if (hasPython) {
      const keyFile = join(this.app.dataDir, 'log.pub.pem');
      await writeFile(keyFile, pem);
      const second = await verifyByPython(zip, ['--key', keyFile]);
      expect(second.text).toContain('complete and unchanged');
      expect(second.code).toBe(0);
      expect(second.text).toContain(`${report.counts.versions} versions of ${report.counts.items} items`);
    }
    return report;
  }

  async expectSound(): Promise<void> {
    await expectArchiveSound(this);
  }
}
