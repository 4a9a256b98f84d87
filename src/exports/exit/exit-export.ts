import { readdir, readFile, rm } from 'node:fs/promises';
import { Injectable } from '@nestjs/common';
import { BackUpKeys, MirrorLog } from '../../archive/index.js';
import { AuditTrail, Log, Sequencer } from '../../audit/index.js';
import { FourEyes } from '../../identity/index.js';
import { BackUpArchive, TellRows, type ToldRows } from '../../integrity/index.js';
import { type Actor, actorName, Clock, demand, newId } from '../../platform/index.js';
import { CopyObjects } from './copy-objects.js';
import { ExitFolder } from './exit-folder.js';
import { DATABASE, rowsPath, TABLES } from './exit-paths.rules.js';
import { exitReadme } from './exit-readme.rules.js';
import type { ExitBegun, ExitMade, ExitTold } from './exit.types.js';
import { WriteExitEvidence } from './write-exit-evidence.js';
import { WriteExitLog } from './write-exit-log.js';

export interface ExitAsked {
  readonly folder: string;
  readonly keys: ExitBegun['keys'];
  /** Who lets it go: legal staff, and not whoever asks. */
  readonly approver: Actor;
}

/**
 * Everything of the archive in a folder, in open formats. It holds unredacted and restricted material, so that a second
 * person who may see both lets it go, with a second factor, before the first line is written; each run is approved anew.
 */
@Injectable()
export class ExitExport {
  // oxlint-disable-next-line max-params -- each part has its own
  constructor(
    private readonly clock: Clock,
    private readonly trail: AuditTrail,
    private readonly fourEyes: FourEyes,
    private readonly log: Log,
    private readonly sequencer: Sequencer,
    private readonly mirror: MirrorLog,
    private readonly tell: TellRows,
    private readonly writeLog: WriteExitLog,
    private readonly evidence: WriteExitEvidence,
    private readonly backUpKeys: BackUpKeys,
    private readonly backUp: BackUpArchive,
    private readonly objects: CopyObjects,
  ) {}

  async run(actor: Actor, { folder: to, keys, approver }: ExitAsked, told: ExitTold): Promise<ExitMade> {
    demand(actor, 'key-file.manage');
    await ExitFolder.look(to, { keys });
    const begun = { exit: newId(), keys, begunAt: this.clock.now().toISOString() };
    await this.approve(actor, approver, begun);
    const folder = await ExitFolder.open(to, begun);
    try {
      const rows = await this.rows(folder, told);
      await this.sequencer.settle();
      await this.writeLog.run(actor, folder, told);
      const counted = await this.evidence.run(folder, told);
      // Objects last: they hold everything that rows copied before them name.
      const objects = keys === 'with-keys' ? await this.sealed(actor, folder, told) : 0;
      const counts = { ...counted, objects, rows: rowsIn(rows), entries: rows.log.size };
      await folder.write('README.md', exitReadme(folder.begun, counts, rows.tables));
      const organisation = rows.log.origin;
      const description = 'All of an archive in open formats. See README.md.';
      const { begunAt: at, exit: name } = folder.begun;
      const digest = await folder.finish({ organisation, name, at, description });
      const { unreadable: _, ...facts } = counts;
      await this.trail.write(actor, (tx) => tx.record('exit.made', { exit: begun.exit, ...facts, commit: digest }));
      return {
        ...folder.begun,
        ...counts,
        exit: begun.exit,
        folder: to,
        files: folder.count,
        bytes: folder.bytes,
        digest,
      };
    } finally {
      await folder.close();
    }
  }

  private async approve(actor: Actor, approver: Actor, { exit, keys }: ExitBegun): Promise<void> {
    demand(approver, 'restricted.read');
    await this.trail.write(approver, async (tx) => {
      const proposed = { by: actorName(actor), permission: 'export.approve', what: 'this exit export' } as const;
      await this.fourEyes.demandSecond(tx.rows, approver, proposed);
      await tx.record('exit.approved', { exit, keys });
    });
  }

  /** All of them as of one moment; a run that broke off among them begins them anew. */
  private async rows(folder: ExitFolder, told: ExitTold): Promise<ToldRows> {
    if (!folder.has(TABLES)) {
      let done = 0;
      const rows = await this.tell.run(async (table, lines) => {
        let count = 0;
        async function* counted(): AsyncGenerator<Buffer> {
          for await (const piece of lines) {
            for (let at = piece.indexOf(10); at !== -1; at = piece.indexOf(10, at + 1)) count += 1;
            told('rows', done + count);
            yield piece;
          }
        }
        await folder.write(rowsPath(table), counted());
        done += count;
        return count;
      });
      await folder.write(TABLES, `${JSON.stringify(rows, null, 2)}\n`);
    }
    const rows: ToldRows = JSON.parse(await readFile(folder.at(TABLES), 'utf8'));
    return rows;
  }

  /** What an import needs, but the keys folder: the newest keys, the log as far as it goes, the database, the objects. */
  private async sealed(actor: Actor, folder: ExitFolder, told: ExitTold): Promise<number> {
    if (!folder.has(`${DATABASE}/index.akta`)) {
      await rm(folder.at(DATABASE), { recursive: true, force: true });
      await this.backUpKeys.run(actor);
      await this.sequencer.settle();
      await this.log.keepCheckpoint('asked');
      await this.mirror.follow();
      await this.backUp.run(actor, folder.at(DATABASE), (_, done) => Promise.resolve(told('database', done)));
      // The index last: until it is noted, there is no copy.
      for (const name of (await readdir(folder.at(DATABASE))).toSorted().toReversed())
        await folder.adopt(`${DATABASE}/${name}`);
    }
    return this.objects.out(folder, told);
  }
}

function rowsIn({ tables }: ToldRows): number {
  return tables.reduce((sum, { rows }) => sum + rows, 0);
}
