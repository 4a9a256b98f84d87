import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import type { Command, CommandAnswer } from '../../src/platform/index.js';
import { AuditSampleCommand } from '../../src/reports/sampling/sample.command.js';
import { ReportCommand } from '../../src/reports/tables/report.command.js';
import { urlsOf } from '../support/database.js';
import { DispositionOffice } from '../support/disposition-office.js';
import { person, type PersonActor, refused } from '../support/people.js';

describe('the commands of an auditor', () => {
  const folder = mkdtempSync(join(tmpdir(), 'akta-papers-'));
  let office: DispositionOffice;
  let inez: PersonActor;
  let progress: string[];

  beforeAll(async () => {
    office = await DispositionOffice.open(Array.from({ length: 11 }, (_, i) => `Notice ${i + 1}`));
    inez = await person(office.archive, 'Inez Duarte', 'auditor');
  }, 120_000);

  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    await office.close();
  });

  const call = (
    command: Parameters<typeof office.archive.get<Command>>[0],
    options: object,
    more: { args?: string[]; language?: 'en' | 'pl' } = {},
  ): Promise<CommandAnswer> => {
    progress = [];
    return office.archive.get(command).run({
      actor: inez,
      args: more.args ?? [],
      options: { ...options },
      language: more.language ?? 'en',
      signal: new AbortController().signal,
      readSecret: () => Promise.reject(new Error('nobody')),
      progress: (line) => progress.push(line),
    });
  };
  const filesIn = (name: string): string[] => readdirSync(join(folder, name)).toSorted();

  it('write a paper and its facts for each item, an index, and how another auditor draws the same', async () => {
    const answer = await call(AuditSampleCommand, { n: '11', seed: '7', out: join(folder, 'one') });
    expect(answer.exit).toBe(0);
    const files = filesIn('one');
    expect(files.length).toBe(24);
    expect(files.filter((name) => name.endsWith('.pdf')).length).toBe(11);
    expect(files.slice(-2)).toEqual(['index.csv', 'index.json']);
    const index = readFileSync(join(folder, 'one', 'index.csv'), 'utf8')
      .trim()
      .split('\r\n');
    expect(index.length).toBe(12);
    expect(index[1]).toContain('"holds"');
    expect(progress).toEqual(['Working paper 10 of 11']);
    const again = answer.text.find((line) => line.startsWith('Another auditor draws the same with: '));
    const size = /--log-size (\d+)$/.exec(again ?? '')?.[1];
    await call(AuditSampleCommand, { n: '11', seed: '7', logSize: size, out: join(folder, 'two') }, { language: 'pl' });
    expect(filesIn('two')).toEqual(files);
  }, 120_000);

  it('write into no folder that has something in it, and draw nothing where they cannot write', async () => {
    writeFileSync(join(folder, 'file'), '');
    const drawn = async (): Promise<unknown> => office.archive.database.query(`SELECT count(*) FROM audit_sample`);
    const before = await drawn();
    const ask = (out: string): Promise<unknown> => call(AuditSampleCommand, { seed: '7', out: join(folder, out) });
    expect((await refused(ask('one'))).sentence).toContain('is not empty. Name another folder: --out');
    expect((await refused(ask('file'))).sentence).toContain('is no folder that can be written to');
    expect((await refused(call(AuditSampleCommand, {}))).sentence).toBe('A seed is missing. Give it with --seed.');
    const strange = call(AuditSampleCommand, { seed: '7', stratify: 'colour' });
    expect((await refused(strange)).sentence).toContain('Give one of: none, state.');
    expect(await drawn()).toEqual(before);
  });

  it('end with 1 and name the papers where something does not hold', async () => {
    const client = new Client({ connectionString: (await urlsOf(office.archive.database)).postgres });
    await client.connect();
    await client.query(`SET session_replication_role = 'replica'`);
    await client.query(
      `UPDATE snapshot_body SET item_json = convert_to(replace(convert_from(item_json, 'UTF8'), 'Notice 4', 'Notice 9'), 'UTF8')`,
    );
    await client.end();
    const answer = await call(AuditSampleCommand, { n: '11', seed: '7', out: join(folder, 'wrong') });
    expect(answer.exit).toBe(1);
    expect(answer.text.at(-1)).toMatch(/^1 paper shows something that does not hold: \d+\.$/);
    expect(readFileSync(join(folder, 'wrong', 'index.csv'), 'utf8')).toContain('does not hold');
  }, 60_000);

  it('print a report in words, and write its tables', async () => {
    const told = await call(ReportCommand, { csv: join(folder, 'csv') }, { args: ['exceptions'], language: 'pl' });
    expect(told.text[0]).toBe('Odstępstwa');
    expect(told.text.at(-1)).toContain('8 tabel: ');
    expect(filesIn('csv')).toContain('exceptions-gaps.csv');
    expect((await refused(call(ReportCommand, {}, { args: ['x'] }))).sentence).toContain('There is no report');
  });
});
