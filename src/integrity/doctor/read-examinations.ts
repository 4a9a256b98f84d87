import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type Actor, demand, type Language } from '../../platform/index.js';
import type { Finding, Standing } from './doctor.types.js';
import { type FindingView, viewOf } from './finding-in-words.js';

const MOST_SHOWN = 30;

export interface ExaminationView {
  readonly id: string;
  /** RFC 3339 UTC. */
  readonly at: string;
  /** Who asked for it; Akta itself does once a week. */
  readonly by: string;
  readonly counts: Readonly<Record<Standing, number>>;
  readonly found: readonly FindingView[];
}

/** What the doctor said of the store when it last looked: as a bundle tells it. */
export interface StorageTold {
  readonly examinedAt: string;
  readonly found: readonly { readonly is: Standing; readonly en: string; readonly pl: string }[];
}

interface Row {
  readonly id: string;
  readonly at: Date;
  readonly by: string;
  readonly found: readonly Finding[];
}

/** Examinations of the installation that were kept, the newest first. */
@Injectable()
export class ReadExaminations {
  constructor(private readonly database: DataSource) {}

  async run(actor: Actor, language: Language): Promise<ExaminationView[]> {
    demand(actor, 'audit.read');
    const rows: Row[] = await this.database.query(
      `SELECT x.id, x.at, x.found, coalesce(p.name, 'Akta') AS by FROM examination x
         LEFT JOIN person p ON 'person:' || p.id = x.by ORDER BY x.id DESC LIMIT $1`,
      [MOST_SHOWN],
    );
    return rows.map(({ id, at, by, found }) => ({
      id,
      at: at.toISOString(),
      by,
      counts: countsOf(found),
      found: found.map((one) => viewOf(one, language)),
    }));
  }

  /** As of a moment; null where nothing was examined by then. */
  async storage(asOf: Date): Promise<StorageTold | null> {
    const [row] = await this.database.query<Row[]>(
      `SELECT at, found FROM examination WHERE at <= $1 ORDER BY at DESC, id DESC LIMIT 1`,
      [asOf],
    );
    if (!row) return null;
    const ofStore = row.found.filter(({ subject }) => subject === 'store' || subject === 'fixity');
    const found = ofStore.map((one) => ({
      is: one.is,
      en: viewOf(one, 'en').sentence,
      pl: viewOf(one, 'pl').sentence,
    }));
    return { examinedAt: row.at.toISOString(), found };
  }
}

function countsOf(found: readonly Finding[]): ExaminationView['counts'] {
  const count = (is: Standing): number => found.filter((one) => one.is === is).length;
  return { well: count('well'), known: count('known'), ill: count('ill'), unseen: count('unseen') };
}
