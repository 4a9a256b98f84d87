import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type Actor, Clock, demand } from '../../platform/index.js';
import type { Certificate } from '../../retention/index.js';
import { dayOf, yearOf } from './months.rules.js';
import { type Cell, type MadeReport, type MakesReport, section } from './report.types.js';

interface CertifiedRow {
  readonly body: string;
  readonly zone: string;
  readonly number: string;
  readonly counts: Certificate['counts'];
  readonly about: Certificate['about'];
  readonly since: string | null;
  readonly at: string;
}

/** From the certificates alone: what they say is what the log commits to. */
const CERTIFIED = `
  SELECT b.name AS body, b.zone, l.number, c.certificate->'counts' AS counts, c.certificate->'about' AS about,
         c.certificate->>'unreadableSince' AS since, c.certificate->>'at' AS at
    FROM disposition_certificate c JOIN disposition_list l ON l.id = c.list_id JOIN body b ON b.id = l.body_id
   ORDER BY c.at DESC, l.id`;

/** What was destroyed and no certificate tells of yet: a list is being carried out, or it was done before there were lists. */
const NOT_CERTIFIED = `
  SELECT b.name AS body, coalesce(l.number, d.authority) AS number, count(*)::int AS items
    FROM disposition_item n JOIN disposition d ON d.id = n.disposition_id JOIN item i ON i.id = n.item_id
    JOIN body b ON b.id = i.body_id LEFT JOIN disposition_list l ON l.id = d.list_id
   WHERE NOT EXISTS (SELECT FROM disposition_certificate c WHERE c.list_id = d.list_id)
   GROUP BY b.id, coalesce(l.number, d.authority) ORDER BY 1, 2`;

/** What was destroyed, by year, by the certificates of destruction. */
@Injectable()
export class Disposed implements MakesReport {
  readonly name = 'disposed';

  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
  ) {}

  async run(actor: Actor): Promise<MadeReport> {
    demand(actor, 'disposition.read');
    const asOf = this.clock.now().toISOString();
    const [certified, others]: [CertifiedRow[], { body: string; number: string; items: number }[]] = await Promise.all([
      this.database.query(CERTIFIED),
      this.database.query(NOT_CERTIFIED),
    ]);
    return {
      name: this.name,
      asOf,
      sections: [
        section('years', ['body', 'year', 'lists#', 'destroyed#', 'kept#', 'excluded#'], yearsOf(certified)),
        section(
          'lists',
          ['body', 'list', 'series', 'unreadable', 'destroyed#', 'kept#', 'excluded#'],
          certified.map(({ body, zone, number, counts, about, since }) => [
            body,
            number,
            `${about.policy} ${about.version}, ${about.series}`,
            since === null ? null : dayOf(new Date(since), zone),
            counts.destroyed,
            counts.kept,
            counts.excluded,
          ]),
        ),
        section(
          'not-certified',
          ['body', 'list', 'destroyed#'],
          others.map(({ body, number, items }) => [body, number, items]),
        ),
      ],
    };
  }
}

/** The year is that in which the last of a list became unreadable; of a list that destroyed nothing, of its certificate. */
function yearsOf(certified: readonly CertifiedRow[]): Cell[][] {
  const years = new Map<string, { body: string; year: number; sums: [number, number, number, number] }>();
  for (const { body, zone, counts, since, at } of certified) {
    const year = yearOf(since ?? at, zone);
    const line = years.get(`${body}\n${year}`) ?? { body, year, sums: [0, 0, 0, 0] };
    const { destroyed, kept, excluded } = counts;
    const add = [1, destroyed, kept, excluded] as const;
    for (const i of [0, 1, 2, 3] as const) line.sums[i] += add[i];
    years.set(`${body}\n${year}`, line);
  }
  return [...years.values()]
    .toSorted((a, b) => a.body.localeCompare(b.body) || b.year - a.year)
    .map(({ body, year, sums }) => [body, String(year), ...sums]);
}
