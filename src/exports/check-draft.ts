import { rm } from 'node:fs/promises';
import { Injectable } from '@nestjs/common';
import { type Language, Refusal } from '../platform/index.js';
import { pixelRegions, uprightSize } from '../requests/index.js';
import type { BundleContent } from './bundle/bundle.types.js';
import type { Looked } from './export.types.js';
import { LeakTest } from './leak-test/leak-test.js';
import type { Withheld } from './leak-test/leak-test.types.js';
import type { RedactedContent, WithheldMedium } from './redact-content.js';
import { soughtIn } from './withheld-in-draft.rules.js';

export interface Draft {
  /** Holds the finished bag, not in the log and not sealed. */
  readonly archive: string;
  /** Of its first pages. */
  readonly language: Language;
  readonly redacted: RedactedContent;
  /** What it was made from. */
  readonly original: BundleContent;
  readonly progress: (done: number, total: number) => Promise<void>;
}

/** Between "the draft is finished" and "published": what may not leave is looked for in every file, as it stands. */
@Injectable()
export class CheckDraft {
  constructor(private readonly leakTest: LeakTest) {}

  /**
   * How much was looked for in how many files.
   *
   * @throws {Refusal} where something withheld can still be read; the draft is gone then
   */
  async run({ archive, language, redacted, original, progress }: Draft): Promise<Looked> {
    const withheld = [...soughtIn(redacted.withheld), ...(await pictures(redacted.media, original))];
    const report = await this.leakTest.run({ path: archive, withheld, language, isDraft: true, progress });
    if (report.verdict === 'clean') return report.looked;
    await rm(archive, { force: true });
    throw new Refusal('wrong-state', report.sentence);
  }
}

async function pictures(media: readonly WithheldMedium[], original: BundleContent): Promise<Withheld[]> {
  const found: Withheld[] = [];
  for (const { item, snapshotId, ordinal, regions } of media) {
    const name = `medium-${ordinal}`;
    const open = async (): Promise<Buffer> => {
      const { parts } = await original.partsOf(snapshotId);
      return parts.find((part) => part.name === name)?.bytes ?? Buffer.alloc(0);
    };
    const bytes = await open();
    if (bytes.length === 0) continue;
    if (regions.length === 0) found.push({ item, kind: 'picture', open, region: null });
    else {
      const size = await uprightSize(bytes);
      for (const region of pixelRegions(regions, size)) found.push({ item, kind: 'picture', open, region });
    }
  }
  return found;
}
