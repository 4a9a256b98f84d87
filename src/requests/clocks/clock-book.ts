import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { nearIds, programFolder, Refusal } from '../../platform/index.js';
import { buildCalendar } from './build-calendar.js';
import type { ClockLaw, HolidayCalendar } from './clock.types.js';
import type { CalendarFile, ClockFiles, FileFault } from './clock-files.types.js';
import { quoted } from './clock-input.rules.js';
import { readClockFiles } from './read-clock-files.js';

/** Where the program keeps its clocks. */
export function clocksFolder(): string {
  return join(programFolder(), 'exports', 'clocks');
}

/** The laws and calendars that came with the program, read once a process. */
@Injectable()
export class ClockBook {
  private files: ClockFiles | null = null;
  private readonly calendars = new Map<string, HolidayCalendar>();

  laws(): readonly ClockLaw[] {
    return this.read().laws.map(({ value }) => value);
  }

  calendarFiles(): readonly CalendarFile[] {
    return this.read().calendars.map(({ value }) => value);
  }

  /** @throws {Refusal} naming laws with a like id, or the fault of its file */
  law(id: string): ClockLaw {
    const { laws, faults } = this.read();
    const found = laws.find(({ value }) => value.id === id);
    if (found) return found.value;
    refuseFaulty(faults.find(({ file }) => file === `${id}.yaml`));
    const ids = laws.map(({ value }) => value.id);
    throw new Refusal('not-found', `No law is called ${quoted(id)}. ${meant(nearIds(id, ids), 'akta clock list')}`);
  }

  /** As it came, without the days that people put on top. */
  calendar(id: string): HolidayCalendar {
    const built = this.calendars.get(id);
    if (built) return built;
    const calendar = buildCalendar(this.calendarFile(id));
    this.calendars.set(id, calendar);
    return calendar;
  }

  calendarFile(id: string): CalendarFile {
    const { calendars, faults } = this.read();
    const found = calendars.find(({ value }) => value.id === id);
    if (found) return found.value;
    refuseFaulty(faults.find(({ file }) => file === `calendars/${id}.yaml`));
    const ids = calendars.map(({ value }) => value.id);
    throw new Refusal(
      'not-found',
      `No calendar is called ${quoted(id)}. ${meant(nearIds(id, ids), 'akta calendar list')}`,
    );
  }

  /** SHA-256 of what a person confirms: the law's file and those of its calendars. */
  ruleOf(law: ClockLaw): string {
    const { laws, calendars } = this.read();
    const named = [law.calendar, ...(law.bodyTypes ?? []).flatMap(({ calendar }) => calendar ?? [])];
    const digests = [
      ...laws.filter(({ value }) => value.id === law.id),
      ...calendars.filter(({ value }) => named.includes(value.id)),
    ].map(({ file, sha256 }) => `${sha256}  ${file}\n`);
    return createHash('sha256').update(digests.join('')).digest('hex');
  }

  private read(): ClockFiles {
    this.files ??= readClockFiles(clocksFolder(), clocksFolder());
    return this.files;
  }
}

function refuseFaulty(fault: FileFault | undefined): void {
  if (!fault) return;
  const { file, line, text } = fault;
  throw new Refusal(
    'wrong-state',
    `exports/clocks/${file} cannot be used, line ${line}: ${text} akta clock check lists every fault.`,
  );
}

function meant(near: readonly string[], list: string): string {
  return near.length === 0 ? `All are listed by: ${list}` : `Perhaps you mean: ${near.join(', ')}.`;
}
