import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type Actor, demand, Refusal } from '../../platform/index.js';
import { csvText } from '../../search/index.js';
import { ComingDue } from './coming-due.js';
import { Counters } from './counters.js';
import { Disposed } from './disposed.js';
import { Exceptions } from './exceptions.js';
import { Moderation } from './moderation.js';
import { OnHold } from './on-hold.js';
import { type MakesReport, type Report, type ReportAsked, REPORTS, type ReportSection } from './report.types.js';
import { Unscheduled } from './unscheduled.js';

/** The reports by their names. */
@Injectable()
export class MakeReports {
  private readonly reports: readonly MakesReport[];

  // oxlint-disable-next-line max-params -- one maker a report
  constructor(
    private readonly database: DataSource,
    unscheduled: Unscheduled,
    comingDue: ComingDue,
    onHold: OnHold,
    disposed: Disposed,
    exceptions: Exceptions,
    counters: Counters,
    moderation: Moderation,
  ) {
    this.reports = [unscheduled, comingDue, onHold, disposed, exceptions, counters, moderation];
  }

  /** @throws {Refusal} 'not-found' where there is no report of this name */
  async run(actor: Actor, name: string, asked: ReportAsked): Promise<Report> {
    demand(actor, 'audit.read');
    const report = this.reports.find((one) => one.name === name);
    if (report && asked.days && !report.byDays) throw notByDays(report.name);
    if (report) return { ...(await report.run(actor, asked)), zone: await this.zone() };
    throw new Refusal('not-found', `There is no report of this name. There are: ${REPORTS.join(', ')}.`);
  }

  private async zone(): Promise<string> {
    const [first, ...others]: { zone: string }[] = await this.database.query(`SELECT DISTINCT zone FROM body`);
    return first && others.length === 0 ? first.zone : 'UTC';
  }
}

function notByDays(name: string): Refusal {
  const text = `The report ${name} does not tell of some days. Ask for it without them, or for moderation.`;
  return new Refusal('invalid-input', text);
}

/** @throws {Refusal} 'not-found' where the report has no such table */
export function sectionOf({ name, sections }: Report, id: string | undefined): ReportSection {
  const found = id === undefined ? sections[0] : sections.find((one) => one.id === id);
  if (found) return found;
  const names = sections.map((one) => one.id).join(', ');
  throw new Refusal('not-found', `The report ${name} has no such table. It has: ${names}.`);
}

export function sectionCsv({ columns, rows }: ReportSection): string {
  const names = columns.map(({ id }) => id);
  const named = rows.map((row) => Object.fromEntries(names.map((name, i) => [name, row[i] ?? null])));
  return csvText(names, named);
}
