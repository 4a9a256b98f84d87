import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { hash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MemoryObjectStore, OpenEvidence } from '../../src/archive/index.js';
import { ExitExport, type ExitMade } from '../../src/exports/index.js';
import { type ArchiveUnderTest, openArchive } from './archive-under-test.js';
import { freshDatabase } from './database.js';
import { approver, person, type PersonActor } from './people.js';
import { QuietArchive } from './quiet-archive.js';

export const noted = (): void => undefined;
export const QUIET = { looked: noted, copied: noted, restored: noted };

/** An archive that is taken out, by two people, into a folder a test has for itself; and empty ones beside it. */
export class ExitDesk {
  folder = '';
  private readonly opened: ArchiveUnderTest[] = [];

  private constructor(
    readonly quiet: QuietArchive,
    readonly asks: PersonActor,
    readonly lets: PersonActor,
  ) {}

  static async open(): Promise<ExitDesk> {
    const quiet = await QuietArchive.open({ exports: true });
    const asks = await person(quiet.archive, 'Ada', 'administrator');
    return new ExitDesk(quiet, asks, await approver(quiet.archive, 'Lena', 'legal'));
  }

  begin(): void {
    this.folder = mkdtempSync(join(tmpdir(), 'akta-exit-'));
  }

  async end(): Promise<void> {
    for (const each of this.opened.splice(0)) await each.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  async exit(keys: ExitMade['keys'] = 'with-keys', told: (step: string) => void = noted): Promise<string> {
    const to = join(this.folder, 'exit');
    await this.quiet.archive.get(ExitExport).run(this.asks, { folder: to, keys, approver: this.lets }, told);
    return to;
  }

  /** With the same keys folder, unless another is given. */
  async empty(given: { folder?: string; settings?: Record<string, string> } = {}): Promise<ArchiveUnderTest> {
    const archive = await openArchive(this.quiet.clock, {
      store: new MemoryObjectStore(),
      database: await freshDatabase(),
      folder: given.folder ?? this.quiet.archive.folder,
      ...(given.settings ? { settings: given.settings } : {}),
      bare: true,
      exports: true,
    });
    this.opened.push(archive);
    return archive;
  }
}

export async function expectUntouched(archive: ArchiveUnderTest): Promise<void> {
  expect(await archive.database.query(`SELECT FROM body`)).toEqual([]);
  for await (const object of archive.store.list('')) expect(object).toBeNull();
}

export function rowsIn(to: string, table: string): Record<string, unknown>[] {
  const text = readFileSync(join(to, `data/rows/${table}.jsonl`), 'utf8');
  return text.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line)]));
}

export async function digestIn(archive: ArchiveUnderTest, medium: string): Promise<string> {
  const opened = await archive.get(OpenEvidence).medium(medium);
  const pieces: Buffer[] = [];
  for await (const piece of opened.pieces()) pieces.push(piece);
  return hash('sha256', Buffer.concat(pieces));
}
