import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  DownloadPackageCommand,
  InventoryCommand,
  PackageListCommand,
  TransferProfilesCommand,
} from '../../src/exports/transfers/transfers.command.js';
import type { Command } from '../../src/platform/index.js';
import {
  ListDispositionsCommand,
  ShowDispositionCommand,
} from '../../src/retention/disposition/dispositions.command.js';
import { ExecuteListCommand, FileConsentCommand } from '../../src/retention/disposition/list-steps.command.js';
import {
  ConfirmReceiptCommand,
  DecideItemsCommand,
  HandOverCommand,
  KeepCopyCommand,
  RefuseReceiptCommand,
  SubmitListCommand,
} from '../../src/retention/disposition/transfer-steps.command.js';
import { DispositionOffice, putPolicy } from '../support/disposition-office.js';
import { expectArchiveSound } from '../support/expect-archive-sound.js';
import { refused } from '../support/people.js';
import { policy, series } from '../support/policies.js';

/** Calls a command as a person does who names one list. */
function caller(office: DispositionOffice, number: string) {
  return async (
    command: Parameters<typeof office.archive.get<Command>>[0],
    options: object = {},
    more: object = {},
  ) => {
    const told: string[] = [];
    const { text } = await office.archive.get<Command>(command).run({
      actor: office.marta,
      args: [number],
      options: { ...options },
      language: 'en',
      signal: new AbortController().signal,
      readSecret: async () => '',
      progress: (line) => told.push(line),
      ...more,
    });
    return [...told, ...text].join('\n');
  };
}

describe('a transfer at the command line', () => {
  const folder = mkdtempSync(join(tmpdir(), 'akta-transfer-commands-'));
  const paper = join(folder, 'protocol.pdf');
  let office: DispositionOffice;

  beforeAll(async () => {
    writeFileSync(paper, '%PDF-1.4');
    office = await DispositionOffice.open(['One', 'Two'], { exports: true });
    const rule = series('A', {
      period: 'permanent',
      transferAfter: 'P5Y',
      action: 'transfer',
      match: [{ itemTypes: ['post'] }],
    });
    await putPolicy(office.archive, office.bodyId, policy('grs', [rule]));
    await office.until('2029-06-01T12:00:00Z');
    await office.approved(await office.propose());
  }, 120_000);

  afterAll(async () => {
    await office.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('is seen through from the package to the certificate', async () => {
    const call = caller(office, '2029-D-001');
    expect(await call(TransferProfilesCommand)).toMatch(/^bagit-premis 1 {2}BagIt with PREMIS, form bagit-premis\n/);
    expect(await call(TransferProfilesCommand)).toContain(
      '(a draft: not compared with the archive’s present instructions)',
    );
    expect(await call(ListDispositionsCommand)).toBe(
      '2029-D-001  approved, to be transferred  2 items  A test (A test)',
    );
    expect(await call(ShowDispositionCommand)).toContain(
      'It waits for its package: akta disposition package 2029-D-001',
    );
    expect((await refused(call(PackageListCommand))).sentence).toContain('--profile');
    expect(await call(PackageListCommand, { profile: 'us-nara' })).toMatch(/^1 of 2 packed|^2 of 2 packed/);
    const out = join(folder, 'transfer.zip');
    expect(await call(DownloadPackageCommand, { out })).toContain(`The package is in ${out}`);
    expect(readFileSync(out).subarray(0, 2).toString()).toBe('PK');
    expect(await call(ShowDispositionCommand, {}, { language: 'pl' })).toContain('Paczka czeka na przekazanie');
    expect((await refused(call(HandOverCommand, {}))).sentence).toContain('The reason is missing');
    expect(await call(HandOverCommand, { reason: 'By courier' })).toContain('Everything stays here until');
    expect(await call(ShowDispositionCommand)).toContain('It waits for the receipt of the archive');
    expect(await call(RefuseReceiptCommand, { reason: 'Unreadable' })).toContain('everything stays');
    expect((await refused(call(DownloadPackageCommand, { out }))).problem).toBe('wrong-state');
    await call(PackageListCommand, { profile: 'bagit-premis', archive: 'County Archives' });
    await call(HandOverCommand, { reason: 'By courier again' });

    const receipt = { accession: 'A-2029-7', date: '2029-06-17', file: paper };
    expect(
      (await refused(call(ConfirmReceiptCommand, { ...receipt, file: '/nowhere/x.pdf' }, { actor: office.adam })))
        .sentence,
    ).toBe('The file /nowhere/x.pdf cannot be read. Nothing was changed.');
    expect(
      (await refused(call(ConfirmReceiptCommand, { ...receipt, accession: ' ' }, { actor: office.adam }))).sentence,
    ).toContain('The accession number is missing');
    expect((await refused(call(ConfirmReceiptCommand, receipt))).problem).toBe('not-allowed');
    expect(await call(ConfirmReceiptCommand, receipt, { actor: office.adam })).toContain(
      'County Archives took the transfer',
    );
    expect(await call(ShowDispositionCommand)).toMatch(/Received by County Archives on 17 June 2029 under A-2029-7/);
    expect((await refused(call(KeepCopyCommand, {}))).sentence).toContain('The reason is missing');
    expect(await call(ExecuteListCommand)).toContain('2 items destroyed, 0 kept');
    await expectArchiveSound(office.archive);
  });
});

describe('a review at the command line', () => {
  const folder = mkdtempSync(join(tmpdir(), 'akta-review-commands-'));
  const paper = join(folder, 'ekspertyza.pdf');
  let office: DispositionOffice;

  beforeAll(async () => {
    writeFileSync(paper, '%PDF-1.4');
    office = await DispositionOffice.open(['One', 'Two'], { exports: true });
    const rule = series('BE5', { period: 'P5Y', action: 'review-by-state-archive', match: [{ itemTypes: ['post'] }] });
    await putPolicy(office.archive, office.bodyId, policy('jrwa', [rule]));
    await office.until('2029-06-01T12:00:00Z');
    await office.propose();
  }, 120_000);

  afterAll(async () => {
    await office.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('is seen through from the spis to the last decision', async () => {
    const call = caller(office, '2029-D-001');
    expect(await call(ShowDispositionCommand)).toContain(
      'give it to the state archive: akta disposition inventory 2029-D-001',
    );
    const out = join(folder, 'spis.csv');
    expect(await call(InventoryCommand, { format: 'csv', out }, { language: 'pl' })).toBe(
      `Spis zapisano w pliku ${out}.`,
    );
    expect(readFileSync(out, 'utf8')).toContain('znak_sprawy');
    expect((await refused(call(InventoryCommand, { format: 'docx' }))).problem).toBe('invalid-input');
    const pdf = join(folder, 'spis.pdf');
    await call(InventoryCommand, { out: pdf });
    expect(existsSync(pdf)).toBe(true);
    expect((await refused(call(SubmitListCommand))).sentence).toContain('--seen');
    expect(await call(SubmitListCommand, { seen: '2' })).toContain('is with the state archive');
    expect(await call(ShowDispositionCommand)).toContain('It waits for the expertise of the state archive');
    const consent = { number: 'AP.7', date: '2029-06-01', file: paper };
    await call(FileConsentCommand, { ...consent, name: 'state-archive-expertise' });
    expect(await call(ShowDispositionCommand)).toContain('is to be written down: akta disposition decide 2029-D-001');
    const [one = ''] = await office.items();
    const said = { decision: 'prolong', item: [one], from: '2035-01-01', reason: 'Point 4' };
    expect(await call(DecideItemsCommand, said)).toBe(
      'Kept on and looked at again: 1 item of the list 2029-D-001; 1 undecided.',
    );
    expect((await refused(call(DecideItemsCommand, { decision: 'destroy', reason: 'Lost' }))).sentence).toContain(
      'archive-director',
    );
    await call(FileConsentCommand, { ...consent, name: 'archive-director' });
    expect(await call(DecideItemsCommand, { decision: 'destroy', reason: 'Lost' })).toBe(
      'May be destroyed: 1 item of the list 2029-D-001, by a list of their own; 0 undecided.',
    );
    expect(await call(ShowDispositionCommand)).toContain('decided, to be looked at by the state archive');
    expect((await refused(call(DecideItemsCommand, { decision: 'maybe', reason: 'x' }))).problem).toBe('invalid-input');
    await expectArchiveSound(office.archive);
  });
});
