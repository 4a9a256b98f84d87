import { createHash } from 'node:crypto';
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zipFolder } from '../../lab/demo/zip-folder.js';
import { verifierKey } from '../../src/audit/checkpoint.rules.js';
import type { LogEntry } from '../../src/audit/index.js';
import type { Fixture } from './bundle-fixture.js';
import { FixtureLog } from './fixture-log.js';

export type Json = Record<string, unknown>;

/** How far somebody goes to cover what he changed. */
export type Cover = 'manifests' | 'own key';

/**
 * A copy of a bundle in the hands of somebody who means to deceive: he changes files, makes every list and count fit
 * again, and may sign the whole log anew with a key of his own.
 */
export class Forgery {
  private constructor(
    private readonly fixture: Fixture,
    readonly folder: string,
  ) {}

  static async of(fixture: Fixture): Promise<Forgery> {
    const folder = await mkdtemp(join(tmpdir(), 'akta-forged-'));
    await cp(fixture.unpacked, join(folder, 'unpacked'), { recursive: true });
    return new Forgery(fixture, folder);
  }

  get bag(): string {
    return join(this.folder, 'unpacked', this.fixture.plan.name);
  }

  text(path: string): Promise<string> {
    return readFile(join(this.bag, path), 'utf8');
  }

  write(path: string, content: string): Promise<void> {
    return writeFile(join(this.bag, path), content);
  }

  async edit(path: string, change: (value: Json) => Json): Promise<void> {
    await this.write(path, `${JSON.stringify(change(JSON.parse(await this.text(path))), null, 2)}\n`);
  }

  /** The stretch claimed of the one account. */
  claim(range: { first?: number; last?: number }): Promise<void> {
    return this.edit('data/source.json', (source) => {
      const [claimed] = [source['ranges']].flat();
      return { ...source, ranges: [{ ...Object(claimed), ...range }] };
    });
  }

  /** Takes a record out, and its row out of the index. */
  async drop(seq: number): Promise<void> {
    await rm(join(this.bag, 'data/records', String(seq).padStart(8, '0')), { recursive: true });
    const rows = (await this.text('data/index.csv')).split('\r\n');
    await this.write('data/index.csv', rows.filter((row) => !row.startsWith(`${seq},`)).join('\r\n'));
  }

  /** Makes counts, viewer, manifests and, with his own key, the log itself fit what is there now; answers the file. */
  async pack(cover: Cover): Promise<string> {
    const log = cover === 'own key' ? await this.signAnew() : null;
    await this.recount();
    const commit = await this.listAnew();
    const { plan } = this.fixture;
    const unpacked = join(this.folder, 'unpacked');
    if (log) {
      const entry = log.add('export.built', '2026-05-21T15:02:30.000Z', { export: plan.exportId, commit });
      await this.sealAnew(log, entry);
    }
    for (const name of ['manifest-sha256.txt', 'tagmanifest-sha256.txt']) {
      await cp(join(this.bag, name), join(unpacked, `${plan.name}.${name}`));
    }
    const zip = join(this.folder, 'forged.zip');
    await zipFolder(unpacked, zip);
    return zip;
  }

  remove(): Promise<void> {
    return rm(this.folder, { recursive: true, force: true });
  }

  /** The same entries under another key, each with the place it has in the bag. */
  private async signAnew(): Promise<FixtureLog> {
    const log = new FixtureLog();
    const { size } = this.fixture.plan.checkpoint;
    for (const { type, at, facts, accountId } of this.fixture.log.lines.slice(0, size))
      log.add(type, at, facts, accountId);
    const checkpoint = log.checkpoint();
    for (const folder of await readdir(join(this.bag, 'data/records'))) {
      const proof = await log.proofText(Number(folder), checkpoint);
      await this.write(`data/records/${folder}/proof.tlog-proof`, proof);
    }
    await this.write('data/log/checkpoint', checkpoint.note);
    await this.write('data/log/log.pub.pem', log.pem);
    await this.write('data/log/origin.vkey', `${verifierKey(log.origin, log.publicKey)}\n`);
    return log;
  }

  private async sealAnew(log: FixtureLog, entry: LogEntry): Promise<void> {
    const { name, checkpoint } = this.fixture.plan;
    const beside = (ending: string): string => join(this.folder, 'unpacked', `${name}.${ending}`);
    const path = await log.proveConsistency(checkpoint.size, log.checkpoint().size);
    await writeFile(beside('entry.json'), entry.line);
    await writeFile(beside('tlog-proof'), await log.proofText(entry.seq, log.checkpoint()));
    await writeFile(beside('consistency'), path.map((step) => `${step.toString('base64')}\n`).join(''));
  }

  private async recount(): Promise<void> {
    const files = (await filesBelow(join(this.folder, 'unpacked'))).length;
    await this.edit('data/source.json', (source) => ({ ...source, counts: { ...Object(source['counts']), files } }));
    const { exportId: _, ranges: __, zone: ___, ...head }: Json = JSON.parse(await this.text('data/source.json'));
    await this.write(
      'data/viewer/data-0001.js',
      `(window.__AKTA__ = window.__AKTA__ || []).push(${JSON.stringify(head)});\n`,
    );
  }

  private async listAnew(): Promise<string> {
    const files = (await filesBelow(this.bag)).toSorted((a, b) => (a < b ? -1 : 1));
    const list = async (paths: readonly string[]): Promise<string> => {
      const lines = await Promise.all(paths.map(async (path) => `${await this.digest(path)}  ${path}\n`));
      return lines.join('');
    };
    await this.write('manifest-sha256.txt', await list(files.filter((path) => path.startsWith('data/'))));
    const tags = files.filter((path) => !path.startsWith('data/') && path !== 'tagmanifest-sha256.txt');
    await this.write('tagmanifest-sha256.txt', await list(tags));
    return this.digest('tagmanifest-sha256.txt');
  }

  private async digest(path: string): Promise<string> {
    return createHash('sha256')
      .update(await readFile(join(this.bag, path)))
      .digest('hex');
  }
}

export async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
}
