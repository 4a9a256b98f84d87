import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditTrail } from '../../audit/index.js';
import {
  type AskedRange,
  Clock,
  type Language,
  newId,
  type ProblemKey,
  Refusal,
  say,
  system,
} from '../../platform/index.js';
import type { ArchiveFile } from '../bundle/split-archive.js';
import { bundleFiles } from '../export.types.js';
import { ReadExports } from '../read-exports.js';
import type { FinishedFile } from '../send-range.js';
import type { FetchOutcome } from './export-link.types.js';
import { linkSentences } from './links.sentences.js';
import { linkDigest } from './open-export-link.js';

const HOUR = 3_600_000;
/** Fetches of one link within an hour: a download cut again and again goes on, and strangers do not fill the log. */
const MOST = 60;

/** What is refused of an export, as it is told to whoever follows a link. */
const REFUSED: Partial<Record<ProblemKey, readonly [ProblemKey, keyof typeof linkSentences]>> = {
  destroyed: ['link-ended', 'ended.removed'],
  'not-allowed': ['link-ended', 'ended.restricted'],
  'not-found': ['not-found', 'unknown'],
};

interface Link {
  readonly id: string;
  readonly export: string;
  readonly language: Language;
  readonly closed: boolean;
  readonly expires: Date;
  readonly lately: number;
}

/** What an address opens. */
export interface FollowedLink {
  readonly link: string;
  readonly export: string;
  readonly language: Language;
  readonly files: readonly ArchiveFile[];
}

export interface LinkedFile extends FinishedFile {
  readonly link: string;
  readonly export: string;
  readonly part: number;
}

/**
 * Gives a bundle to whoever has its address. That it is asked for is in the log before the first byte leaves, and how
 * much left when the answer has ended; of whoever asked nothing is kept.
 */
@Injectable()
export class FetchByLink {
  constructor(
    private readonly database: DataSource,
    private readonly trail: AuditTrail,
    private readonly clock: Clock,
    private readonly exports: ReadExports,
  ) {}

  /** `language`: in which an address is refused that is none of ours; every other speaks the bundle's. */
  async follow(secret: string, language: Language): Promise<FollowedLink> {
    const now = this.clock.now();
    const [link] = await this.database.query<Link[]>(
      `SELECT l.id, l.export_id AS export, l.language, l.closed_at IS NOT NULL AS closed, l.expires_at AS expires,
              (SELECT count(*)::int FROM export_fetch f WHERE f.link_id = l.id AND f.at > $2) AS lately
         FROM export_link l WHERE l.digest = $1`,
      [linkDigest(secret), new Date(now.getTime() - HOUR)],
    );
    if (!link) throw new Refusal('not-found', say(linkSentences, 'unknown', language));
    const said = (key: keyof typeof linkSentences): string => say(linkSentences, key, link.language);
    const told = { language: link.language };
    if (link.closed) throw new Refusal('link-ended', said('ended.closed'), told);
    if (link.expires <= now) throw new Refusal('link-ended', said('ended.expired'), told);
    if (link.lately >= MOST) throw new Refusal('rate-limited', said('busy'), { ...told, retryAfter: HOUR / 1000 });
    const job = await this.exports.ready(link.export, null).catch((cause: unknown) => {
      throw refusalOf(cause, link.language);
    });
    return { link: link.id, export: link.export, language: link.language, files: bundleFiles(job) };
  }

  /** One of its files, from 1. */
  async find({ link, export: made, language }: FollowedLink, part: number): Promise<LinkedFile> {
    try {
      return { ...(await this.exports.finished(made, null, part)), link, export: made, part };
    } catch (cause) {
      throw refusalOf(cause, language);
    }
  }

  /** Answers with the id under which its end is told. */
  async begin({ link, export: made, part }: LinkedFile): Promise<string> {
    const fetch = newId();
    await this.trail.write(system('export'), async (tx) => {
      await tx.rows.query(`INSERT INTO export_fetch (id, link_id, at, part) VALUES ($1, $2, $3, $4)`, [
        fetch,
        link,
        this.clock.now(),
        part,
      ]);
      await tx.record('export-link.fetched', { export: made, link, fetch });
    });
    return fetch;
  }

  /** `sent`: bytes handed to the network. */
  async end(
    file: LinkedFile,
    fetch: string,
    { range, sent }: { readonly range: AskedRange; readonly sent: number },
  ): Promise<void> {
    const outcome = outcomeOf(file, range, sent);
    await this.trail.write(system('export'), async (tx) => {
      await tx.rows.query(`UPDATE export_fetch SET bytes = $2, outcome = $3 WHERE id = $1`, [fetch, sent, outcome]);
      await tx.record('export-link.delivered', { export: file.export, link: file.link, fetch, bytes: sent, outcome });
    });
  }
}

function refusalOf(cause: unknown, language: Language): unknown {
  if (!(cause instanceof Refusal)) return cause;
  const [problem, key] = REFUSED[cause.problem] ?? (['store-unavailable', 'missing'] as const);
  return new Refusal(problem, say(linkSentences, key, language), { language }, { cause });
}

function outcomeOf({ bytes }: FinishedFile, { start }: AskedRange, sent: number): FetchOutcome {
  if (start + sent < bytes) return 'part';
  return start === 0 ? 'whole' : 'rest';
}
