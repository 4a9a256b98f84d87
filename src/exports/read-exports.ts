import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditTrail } from '../audit/index.js';
import { type Actor, Clock, demand, type PageOf, Refusal } from '../platform/index.js';
import { sizeOf } from './build-bundle.js';
import type { BuildStep } from './bundle/bundle.types.js';
import { ExportFolders } from './export-folders.js';
import { bundleName, type ExportJob, type ExportView } from './export.types.js';
import { inZone } from './read-days.js';
import type { FinishedFile } from './send-part.js';

/** Percent done when a step begins; the next one's is where it ends. */
const STEPS: readonly (readonly [BuildStep, number])[] = [
  ['waiting', 0],
  ['items', 2],
  ['records', 40],
  ['exchanges', 60],
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

  /** The file of a finished export, about to be taken by whoever asks: that is recorded first. */
  async file(actor: Actor, id: string): Promise<FinishedFile> {
    demand(actor, 'export.make');
    const file = await this.finished(id);
    await this.trail.write(actor, (tx) => tx.record('export.downloaded', { export: id }));
    return file;
  }

  /** The file of a finished export; whoever hands it out has asked for the right, and records it. */
  async finished(id: string): Promise<FinishedFile> {
    const job = await this.row(id);
    if (job.status === 'removed') {
      throw new Refusal(
        'destroyed',
        'An item in this bundle was destroyed by disposition, and its file was removed with it. Make the export again for what is still kept.',
      );
    }
    if (job.status !== 'ready') {
      throw new Refusal('wrong-state', 'This export is not finished. Wait until its status is "ready".');
    }
    const name = `${bundleName(job)}.zip`;
    const path = this.folders.fileOf(id, bundleName(job));
    const bytes = await sizeOf(path);
    if (bytes === null) {
      throw new Refusal('store-unavailable', 'The file of this export is not on this machine. Make the export again.');
    }
    return { path, name, bytes, tag: `"${job.commit ?? job.id}"` };
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
      bytes: job.bytes === null ? null : Number(job.bytes),
      fault: job.fault,
      downloadHref: isReady ? `/api/v1/exports/${job.id}/file` : null,
    };
  }

  private eta({ step_since: since }: ExportJob, share: number): number | null {
    if (since === null || share === 0) return null;
    const seconds = (this.clock.now().getTime() - since.getTime()) / 1000;
    return Math.max(0, Math.round((seconds * (1 - share)) / share));
  }
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
