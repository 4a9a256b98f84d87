import { execFileSync, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { AskPackage, ReadPackages, WorkPackages } from '../../src/exports/index.js';
import { ConfirmReceipt, HandOverList, type ListView, localDay } from '../../src/retention/index.js';
import { DispositionOffice, putPolicy } from './disposition-office.js';
import { policy, series } from './policies.js';

export const RECEIPT = Buffer.from('%PDF-1.4 protokół przejęcia');
export const ARCHIVE = 'Archiwum Państwowe w Katowicach';

export const hasReader = spawnSync('python3', ['--version']).status === 0;

export interface ReadPackage {
  readonly wrong: readonly string[];
  readonly proof: string;
  readonly items?: number;
  readonly media?: number;
  readonly warc?: { readonly versions: readonly string[]; readonly records: number; readonly dates: readonly number[] };
  readonly premis?: Readonly<Record<'entities' | 'events' | 'agents' | 'statutes', readonly string[]>>;
  readonly nara?: { readonly rows: number; readonly titles: readonly string[] };
  readonly paczka?: {
    readonly folders: readonly string[];
    readonly documents: number;
    readonly metadata: number;
    readonly titles: readonly string[];
    readonly cases: readonly string[];
    readonly spis: readonly (readonly string[])[];
    readonly pdf: string;
  };
}

/** What a reader that is not ours finds in a package, and what it finds wrong with it. */
export function readPackage(file: string): ReadPackage {
  const reader = join(import.meta.dirname, 'read-package.py');
  return JSON.parse(execFileSync('python3', ['-B', reader, file], { maxBuffer: 64 << 20 }).toString('utf8'));
}

/** Text that would be markup, if it were not escaped. */
const NASTY = 'Most <zamknięty> & "objazd" ]]> \u0001 \u{1F30A} od jutra';

/** Five posts, one with a picture, under a rule by which they are permanent and transferred after 25 years. */
export async function openTransferOffice(): Promise<DispositionOffice> {
  const office = await DispositionOffice.open(['Flood', NASTY, 'Three', 'Four'], {
    exports: true,
    prepare: (world, city) => {
      world.post(city, 'The bridge', {
        key: 'picture',
        at: new Date('2024-03-01T01:00:00Z'),
        media: [{ scene: 'map', alt: 'Map of "Mill Street" <closed>' }],
      });
    },
  });
  const rule = series('A', {
    period: 'permanent',
    transferAfter: 'P25Y',
    action: 'transfer',
    cutoff: 'end-of-calendar-year',
    match: [{ itemTypes: ['post'] }],
  });
  await putPolicy(office.archive, office.bodyId, policy('jrwa', [rule], { jurisdiction: 'PL' }));
  return office;
}

/** Asked for by Marta, and made. */
export async function packaged(
  office: DispositionOffice,
  list: Pick<ListView, 'id'>,
  { profile = 'bagit-premis', archive = ARCHIVE }: { profile?: string; archive?: string } = {},
): Promise<ListView> {
  await office.archive.get(AskPackage).run(office.marta, { listId: list.id, profile, archive });
  await office.archive.get(WorkPackages).tick({ only: list.id });
  return office.read(list.id);
}

export async function takeFile(office: DispositionOffice, list: Pick<ListView, 'id'>): Promise<string> {
  return (await office.archive.get(ReadPackages).file(office.marta, list.id)).path;
}

export async function handedOver(office: DispositionOffice, list: Pick<ListView, 'id'>): Promise<void> {
  const reason = 'By courier, letter OR.12';
  await office.archive.get(HandOverList).run(office.marta, { listId: list.id, reason });
}

/** Confirmed by Adam on the day it is. */
export async function received(
  office: DispositionOffice,
  list: Pick<ListView, 'id'>,
  more: Partial<{ accession: string; receivedOn: string; content: Buffer; by: typeof office.adam }> = {},
): Promise<void> {
  const { by = office.adam, ...given } = more;
  await office.archive.get(ConfirmReceipt).run(by, {
    listId: list.id,
    accession: 'ADE-44',
    receivedOn: localDay(office.clock.now(), 'Europe/Warsaw'),
    fileName: 'protokół.pdf',
    content: RECEIPT,
    ...given,
  });
}
