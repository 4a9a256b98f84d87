import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Log } from '../../audit/index.js';
import { Refusal } from '../../platform/index.js';
import { ExportFolders } from '../export-folders.js';
import { bundleFiles, bundleName, type ExportJob } from '../export.types.js';
import type { LetterFacts } from './letter-facts.types.js';

/** The marks by which strangers check a bundle. */
export type BundleMarks = Required<Pick<LetterFacts, 'bundleName' | 'bundleHash' | 'logKey'>>;

/** The finished bundle that a letter names, with the hash of its file. */
@Injectable()
export class FindAnswer {
  constructor(
    private readonly database: DataSource,
    private readonly folders: ExportFolders,
    private readonly log: Log,
  ) {}

  /** The newest that answers a request. @throws {Refusal} where there is none, or the review has gone on since */
  async ofRequest({ id, number }: { readonly id: string; readonly number: string }): Promise<BundleMarks> {
    const [job] = await this.database.query<ExportJob[]>(
      `SELECT * FROM export_job WHERE selection->'asked'->>'requestId' = $1 AND status = 'ready' ORDER BY number DESC LIMIT 1`,
      [id],
    );
    if (!job) {
      const sentence = `The letter names the bundle, and none of request ${number} is made. Make it first.`;
      throw new Refusal('wrong-state', sentence, { missing: 'bundle' });
    }
    const changed: unknown[] = await this.database.query(
      `SELECT 1 FROM review_decision WHERE request_id = $1 AND at > $2
       UNION ALL SELECT 1 FROM redaction WHERE request_id = $1 AND (at > $2 OR lifted_at > $2) LIMIT 1`,
      [id, job.made_at],
    );
    if (changed.length > 0) {
      const sentence = `Something was decided anew after the bundle ${bundleName(job)} was made. Make it again.`;
      throw new Refusal('wrong-state', sentence, { missing: 'bundle' });
    }
    return this.marksOf(job);
  }

  /** @throws {Refusal} where there is no such export, or it is not finished */
  async ready(id: string): Promise<ExportJob> {
    const [job] = await this.database.query<ExportJob[]>(`SELECT * FROM export_job WHERE id = $1`, [id]);
    if (!job) throw new Refusal('not-found', 'There is no such export.');
    if (job.status === 'ready') return job;
    throw new Refusal('wrong-state', 'This export is not finished. Wait until its status is "ready".');
  }

  /** Where its files lie; its lists of files are in the first. */
  pathsOf(job: ExportJob): string[] {
    return bundleFiles(job).map((file) => this.folders.fileOf(job.id, file));
  }

  async marksOf(job: ExportJob): Promise<BundleMarks> {
    const hashes: string[] = [];
    for (const path of this.pathsOf(job)) hashes.push(await digestOf(path));
    return { bundleName: bundleName(job), bundleHash: hashes.join(', '), logKey: this.log.fingerprint };
  }
}

async function digestOf(path: string): Promise<string> {
  const digest = createHash('sha256');
  try {
    for await (const chunk of createReadStream(path)) digest.update(chunk);
  } catch (cause) {
    const sentence = 'The file of this export is not on this machine. Make the export again.';
    throw new Refusal('store-unavailable', sentence, {}, { cause });
  }
  return digest.digest('hex');
}
