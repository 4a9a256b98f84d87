import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditTrail } from '../audit/index.js';
import { type Actor, Clock, demand, may, type PageOf, Refusal } from '../platform/index.js';
import type { BuildStep } from './bundle/bundle.types.js';
import type { ArchiveFile } from './bundle/split-archive.js';
import { ExportFolders, sizeOf } from './export-folders.js';
import { type ArchiveFileView, bundleFiles, bundleName, type ExportJob, type ExportView } from './export.types.js';
import { inZone } from './read-days.js';
import type { FinishedFile } from './send-range.js';

/** Percent done when a step begins; the next one's is where it ends. */
const STEPS: readonly (readonly [BuildStep, number])[] = [
  ['waiting', 0],
  ['items', 2],
  ['records', 40],
  ['exchanges', 60],
  ['forms', 66],
  ['pages', 70],
  ['pdf', 75],
  ['checking', 82],
  ['sealing', 92],
  ['packing', 94],
  ['done', 100],
];

/** Exports as people see them, and the finished file. */
@Injectable()
export class ReadExports {
  constructor(
    private readonly database: DataSource,
    private readonly trail: AuditTrail,
    private readonly clock: Clock,
    private readonly folders: ExportFolders,
  ) {}

  /** The newest first; `cursor` is the number of the last one seen. */
  async list(actor: Actor, page: { limit: number; before?: number }): Promise<PageOf<ExportView>> {
    demand(actor, 'export.make');
    const rows: ExportJob[] = await this.database.query(
      `SELECT * FROM export_job WHERE $1::bigint IS NULL OR number < $1 ORDER BY number DESC LIMIT $2`,
      [page.before ?? null, page.limit + 1],
    );
    const shown = rows.slice(0, page.limit);
    return {
      items: shown.map((row) => this.view(row)),
      nextCursor: rows.length > page.limit ? (shown.at(-1)?.number ?? null) : null,
    };
  }

  async one(actor: Actor, id: string): Promise<ExportView> {
    demand(actor, 'export.make');
    return this.view(await this.row(id));
  }

  /** By its id, its number or its name: `EXP-2026-0001-foia`. */
  async named(actor: Actor, given: string): Promise<ExportView> {
    if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(given)) return this.one(actor, given);
    demand(actor, 'export.make');
    const number = /^(?:EXP-\d{4}-)?(\d{1,15})(?:-[\w-]*)?$/.exec(given)?.[1];
    const [row]: ExportJob[] = await this.database.query(`SELECT * FROM export_job WHERE number = $1`, [
      number ?? null,
    ]);
    if (row && (given === number || bundleName(row).startsWith(given))) return this.view(row);
    throw new Refusal('not-found', 'There is no such export.');
  }

  /** A file of a finished export, about to be taken by whoever asks: that is recorded first. */
  async file(actor: Actor, id: string, part?: number): Promise<FinishedFile> {
    demand(actor, 'export.make');
    const file = await this.finished(id, actor, part);
    await this.trail.write(actor, (tx) => tx.record('export.downloaded', { export: id }));
    return file;
  }

  /**
   * A file of a finished export: the only one, or the part named, from 1. Whoever hands it out has asked for the right,
   * and records it. `actor` null: a stranger.
   */
  async finished(id: string, actor: Actor | null, part?: number): Promise<FinishedFile> {
    const job = await this.ready(id, actor);
    const files = bundleFiles(job);
    const { bytes, name } = oneOf(files, part);
    const path = this.folders.fileOf(id, { name });
    if ((await sizeOf(path)) !== bytes) {
      throw new Refusal('store-unavailable', 'The file of this export is not on this machine. Make the export again.');
    }
    return { path, name, bytes, tag: `"${job.commit ?? job.id}${files.length === 1 ? '' : `-${part ?? 1}`}"` };
  }

  /** @throws {Refusal} where it has no file (yet, or any more), or none that this reader may have */
  async ready(id: string, actor: Actor | null): Promise<ExportJob> {
    const job = await this.row(id);
    if (actor === null || !may(actor, 'restricted.read')) await this.refuseRestricted(job);
    if (job.status === 'removed') {
      throw new Refusal(
        'destroyed',
        'An item in this bundle was destroyed by disposition, and its file was removed with it. Make the export again for what is still kept.',
      );
    }
    if (job.status !== 'ready') {
      throw new Refusal('wrong-state', 'This export is not finished. Wait until its status is "ready".');
    }
    return job;
  }

  /** What was restricted after a bundle was asked for may stand in it in clear. Ids are in the order in which they were made. */
  private async refuseRestricted({ id }: ExportJob): Promise<void> {
    const [since] = await this.database.query<unknown[]>(
      `SELECT FROM export_item e JOIN restriction r ON r.item_id = e.item_id
        WHERE e.export_id = $1 AND r.lifted_at IS NULL AND r.id > e.export_id LIMIT 1`,
      [id],
    );
    if (!since) return;
    throw new Refusal(
      'not-allowed',
      'Something in this bundle was restricted by a decision about a person’s data after it was made. Only legal staff may take it. Make the export again.',
    );
  }

  private async row(id: string): Promise<ExportJob> {
    const [row]: ExportJob[] = await this.database.query(`SELECT * FROM export_job WHERE id = $1`, [id]);
    if (row) return row;
    throw new Refusal('not-found', 'There is no such export.');
  }

  private view(job: ExportJob): ExportView {
    const isReady = job.status === 'ready';
    const share = job.total > 0 ? Math.min(1, job.done / job.total) : 0;
    return {
      id: job.id,
      name: bundleName(job),
      status: job.status,
      step: job.step,
      percent: isReady ? 100 : percentOf(job, share),
      etaSeconds: job.status === 'running' ? this.eta(job, share) : null,
      madeAt: job.made_at.toISOString(),
      madeBy: job.made_by,
      checked: job.checked,
      approvedBy: job.approved_by,
      selection: job.selection.asked,
      window: windowOf(job),
      files: isReady ? viewsOf(job) : [],
      fault: job.fault,
    };
  }

  private eta({ step_since: since }: ExportJob, share: number): number | null {
    if (since === null || share === 0) return null;
    const seconds = (this.clock.now().getTime() - since.getTime()) / 1000;
    return Math.max(0, Math.round((seconds * (1 - share)) / share));
  }
}

function viewsOf(job: ExportJob): ArchiveFileView[] {
  const href = `/api/v1/exports/${job.id}/file`;
  const files = bundleFiles(job);
  return files.map((file, i) => ({ ...file, href: files.length === 1 ? href : `${href}?part=${i + 1}` }));
}

function oneOf(files: readonly ArchiveFile[], part?: number): ArchiveFile {
  if (part === undefined && files.length > 1) {
    throw new Refusal('invalid-input', `This bundle is in ${files.length} parts. Name one of them: part=1.`);
  }
  const file = files[(part ?? 1) - 1];
  if (file) return file;
  throw new Refusal('not-found', `This bundle has no part ${part}, only ${files.length}.`);
}

function percentOf({ step }: ExportJob, share: number): number {
  const at = STEPS.findIndex(([name]) => name === step);
  const [start, end] = [STEPS[at]?.[1] ?? 0, STEPS[at + 1]?.[1] ?? 100];
  return Math.floor(start + share * (end - start));
}

function windowOf({ selection }: ExportJob): ExportView['window'] {
  const [first] = selection.accounts;
  if (!first) return { from: null, to: null, zone: 'UTC' };
  return { from: inZone(first.from, first.zone), to: inZone(first.to, first.zone), zone: first.zone };
}

/** The cursor of a list of exports is the number of the last one seen. */
export function pageBefore(cursor: string | undefined): { readonly before?: number } {
  if (cursor === undefined) return {};
  const before = Number(cursor);
  if (Number.isSafeInteger(before) && before > 0) return { before };
  throw new Refusal('malformed-request', 'The cursor is not one this list gave out. Begin without one.');
}
