import { hash } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditTrail, Followers, type KeptCheckpoint, Log } from '../audit/index.js';
import { type Actor, newId, Refusal } from '../platform/index.js';
import { TAG_MANIFEST } from './bundle/bagit.rules.js';
import type { BundleContent, BundlePlan, Progress } from './bundle/bundle.types.js';
import { CheckDraft } from './check-draft.js';
import { readPacked } from './bundle/read-packed.js';
import { packBundle, type Seal } from './bundle/pack-bundle.js';
import type { ArchiveFile } from './bundle/split-archive.js';
import { writeBundle } from './bundle/write-bundle.js';
import { ExportFolders } from './export-folders.js';
import type { ExportJob, Looked } from './export.types.js';
import { NoteHeads } from './note-heads.js';
import { OpenContent } from './open-content.js';
import { PlanBundle } from './plan-bundle.js';
import { type PlannedRelease, PlanRelease, releaseInBundle } from './plan-release.js';
import { ReadBundleMarks } from './read-bundle-marks.js';
import { RedactedContent } from './redact-content.js';

interface Checking {
  readonly archive: string;
  readonly plan: BundlePlan;
  readonly redacted: RedactedContent;
  readonly original: BundleContent;
  readonly progress: Progress;
}

/**
 * The second pipeline: from a marked export to a file that proves itself. It may die anywhere and is begun again by
 * whoever claims its row next; up to step 4 nothing outside its folder has changed.
 */
@Injectable()
export class BuildBundle {
  // oxlint-disable-next-line max-params -- each step has its own
  constructor(
    private readonly database: DataSource,
    private readonly trail: AuditTrail,
    private readonly log: Log,
    private readonly followers: Followers,
    private readonly noteHeads: NoteHeads,
    private readonly readMarks: ReadBundleMarks,
    private readonly planBundle: PlanBundle,
    private readonly planRelease: PlanRelease,
    private readonly openContent: OpenContent,
    private readonly folders: ExportFolders,
    private readonly checkDraft: CheckDraft,
  ) {}

  /** `progress` is called at least once a step and may throw to stop. The job must be claimed. */
  async run(actor: Actor, job: ExportJob, progress: Progress): Promise<ArchiveFile[]> {
    // 1. Freeze: what was destroyed, the checkpoint over that and the marks, and what the bundle will hold. A second try
    // uses the same checkpoint.
    await progress('waiting', 0, 1);
    const release = await this.planRelease.run(job);
    const ruled = release === null ? null : [...release.release.rulings.keys()];
    const ranges = await this.planBundle.ranges(job, ruled);
    const heads = await this.noteHeads.run(actor, job, ranges);
    const checkpoint = await this.planBundle.checkpoint(job, heads);
    await this.database.query(`UPDATE export_job SET checkpoint_size = $2 WHERE id = $1`, [job.id, checkpoint.size]);
    const marks = { ...(await this.readMarks.run(job, checkpoint)), heads };
    const plan = await this.planBundle.run(job, checkpoint, { ranges, marks });
    const draft = this.folders.draftOf(job.id);

    // 2. Take up what an earlier try has sealed, if it is still whole.
    const sealed = await this.sealedBefore(job, draft, plan);

    // 3. Write the bag, durably. 4. THE TRUTH CHANGES: the log holds the hash of everything in it.
    const event = sealed ?? (await this.writeAndRecord(actor, { job, plan, release, draft, progress }));

    // 5. Seal: the entry's place in the log, and the signed log that proves it.
    await progress('sealing', 0, 1);
    const seal = await this.seal(plan, event);

    // 6. Pack bag and seal. The files stand under their names when they are whole and on disk. 7. Forget the draft.
    await progress('packing', 0, 1);
    const partSize = job.selection.asked.partSize ?? null;
    const files = await packBundle({ bag: draft, folder: this.folders.of(job.id), partSize }, this.log, seal);
    await rm(draft, { force: true });
    return files;
  }

  private async sealedBefore(job: ExportJob, draft: string, { name }: BundlePlan): Promise<string | null> {
    if (job.built_event === null || job.commit === null) return null;
    const place = `${name}/${TAG_MANIFEST}`;
    const found = await readPacked(draft, [place]).catch(() => null);
    const list = found?.get(place);
    return list && hash('sha256', list) === job.commit ? job.built_event : null;
  }

  private async writeAndRecord(
    actor: Actor,
    work: {
      readonly job: ExportJob;
      readonly plan: BundlePlan;
      readonly release: PlannedRelease | null;
      readonly draft: string;
      readonly progress: Progress;
    },
  ): Promise<string> {
    const { job, release, draft, progress } = work;
    await mkdir(this.folders.of(job.id), { recursive: true });
    const { plan, content, redacted } = await this.filtered(job, work.plan, release);
    const { viewer, verifier } = this.folders;
    const parts = { plan, content: redacted ?? content, log: this.log, archive: draft, viewer, verifier, progress };
    const { commit, counts, itemIds } = await writeBundle(parts);
    const checked = redacted && (await this.checked({ archive: draft, plan, redacted, original: content, progress }));
    const event = newId();
    await this.trail.write(actor, async (tx) => {
      await this.noteItems(tx.rows, job.id, itemIds);
      await tx.rows.query(`UPDATE export_job SET built_event = $2, commit = $3, checked = $4 WHERE id = $1`, [
        job.id,
        event,
        commit,
        checked && JSON.stringify(checked),
      ]);
      const { items, versions } = counts;
      await tx.record('export.built', { export: job.id, commit, items, versions }, { id: event });
    });
    return event;
  }

  /** So that its file goes when one of them is destroyed: a destruction comes whole before this commit, or after it. */
  private async noteItems(rows: EntityManager, exportId: string, itemIds: readonly string[]): Promise<void> {
    const kept: { item_id: string }[] = await rows.query(
      `SELECT item_id FROM item_key WHERE item_id = ANY($1::uuid[]) ORDER BY item_id FOR KEY SHARE`,
      [itemIds],
    );
    if (kept.length < itemIds.length) {
      throw new Refusal(
        'wrong-state',
        'Items of this bundle were destroyed by disposition while it was being made. The draft was discarded. Make the export again.',
      );
    }
    await rows.query(
      `INSERT INTO export_item (item_id, export_id) SELECT unnest($1::uuid[]), $2 ON CONFLICT DO NOTHING`,
      [itemIds, exportId],
    );
  }

  /** The archive as it stood, what of it may leave where a request is answered, and the plan with the counts of that. */
  private async filtered(
    job: ExportJob,
    plan: BundlePlan,
    release: PlannedRelease | null,
  ): Promise<{
    readonly plan: BundlePlan;
    readonly content: BundleContent;
    readonly redacted: RedactedContent | null;
  }> {
    const marks = await this.planBundle.marks(job);
    if (release === null) {
      const content = this.openContent.run(job, plan, { marks, ruled: null, frozen: null });
      return { plan, content, redacted: null };
    }
    const { rulings, logSize: frozen } = release.release;
    const content = this.openContent.run(job, plan, { marks, ruled: [...rulings.keys()], frozen });
    const [language = 'en'] = plan.languages;
    const redacted = await RedactedContent.over(content, release, { country: plan.bodies[0]?.country ?? '', language });
    return { plan: { ...plan, release: releaseInBundle(release, redacted.counts) }, content, redacted };
  }

  private checked({ plan, progress, ...draft }: Checking): Promise<Looked> {
    const [language = 'en'] = plan.languages;
    const looking = (done: number, total: number): Promise<void> => progress('checking', done, total);
    return this.checkDraft.run({ ...draft, language, progress: looking });
  }

  private async seal(plan: BundlePlan, event: string): Promise<Seal> {
    await this.followers.settle();
    const [entry] = await this.log.entriesOf([event]);
    if (!entry) throw new Error(`The event ${event} of export ${plan.exportId} has no place in the log`);
    const checkpoint: KeptCheckpoint = await this.log.keepCheckpoint('export');
    return { plan, entry, checkpoint };
  }
}
