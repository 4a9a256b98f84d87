import { buffer } from 'node:stream/consumers';
import type { Cursor, Observation, Page, RawExchange } from '../../observation.types.js';
import { atUri, PROFILE } from '../../bluesky/at-uri.rules.js';
import { authorOf, blueskyRef, displayNameIn, mapProfile, mapRecord } from '../../bluesky/map-record.js';
import {
  decodeRecord,
  listRecords,
  ownerOfCar,
  RepoFault,
  type RepoRecord,
  verifyCar,
} from '../../bluesky/repo.rules.js';
import { DownloadFault } from '../download-fault.types.js';
import type { Download, DownloadAbout, DownloadReader, DownloadReading } from '../download.port.js';
import { fileUrl } from '../page-of-pieces.js';

/** A repository is read whole: its hashes hold for all of it or for nothing. */
const MOST_BYTES = 256 * 1024 * 1024;

/**
 * "Export my data" of Bluesky: the account's signed repository as a CAR file. That each record is what its hash says is
 * checked here; the key it was signed with is the network's to tell, and is checked where the account is captured.
 */
export class BlueskyDownload implements DownloadReader {
  readonly format = 'bluesky';
  readonly platforms = ['bluesky'] as const;
  readonly unnamed = false;

  recognises(names: ReadonlySet<string>): boolean {
    return [...names].some(isCar);
  }

  async about(download: Download): Promise<DownloadAbout> {
    const { body } = await bodyOf(download);
    const did = await orDamaged(async () => ownerOfCar(body));
    return { madeAt: null, owner: did === null ? null : { id: did, handle: null } };
  }

  bytes({ members }: Download): number {
    return [...members.values()].find(({ name }) => isCar(name))?.bytes ?? 0;
  }

  async *pages({ download, account, now }: DownloadReading, from: Cursor | null): AsyncGenerator<Page> {
    if (from !== null) return;
    const { name, body } = await bodyOf(download);
    const did = account.canonicalUri;
    const records = await orDamaged(async () => {
      const repo = await verifyCar(body, { did, key: null });
      return repo ? listRecords(repo, { whole: true }) : [];
    });
    const handle = account.handle.replace(/^@/, '');
    const observations = observed(records, { did, handle });
    yield { exchanges: [exchangeOf(name, body, now())], observations, next: { v: 1, data: {} }, done: true };
  }
}

function observed(records: readonly RepoRecord[], { did, handle }: { did: string; handle: string }): Observation[] {
  const profile = records.find(({ collection }) => collection === PROFILE)?.block;
  const author = authorOf(did, handle, profile ? displayNameIn(decodeRecord(profile)) : null);
  return records.flatMap(({ collection, rkey, cid, block }) => {
    const record = block && decodeRecord(block);
    if (!block || !record) return [];
    const isProfile = collection === PROFILE;
    const uri = atUri(did, collection, rkey);
    const body = (isProfile ? mapProfile : mapRecord)({ uri, cid, record, author, pds: null });
    if (!body) return [];
    const ref = blueskyRef(isProfile ? did : uri);
    return [{ type: 'snapshot', ref, body, evidence: { exchange: 0, range: block.range }, counts: {} } as const];
  });
}

function exchangeOf(name: string, body: Buffer, now: Date): RawExchange {
  const url = fileUrl(name);
  const at = now.toISOString();
  return {
    method: 'FILE',
    url,
    requestHeaders: [],
    status: 0,
    responseHeaders: [
      ['content-location', url],
      ['content-range', `bytes 0-${body.length - 1}/${body.length}`],
    ],
    body,
    sentAt: at,
    receivedAt: at,
    masked: [],
  };
}

async function bodyOf(download: Download): Promise<{ name: string; body: Buffer }> {
  const member = [...download.members.values()].find(({ name }) => isCar(name));
  if (!member) throw new DownloadFault('unknown', 'There is no repository (.car) in this download.');
  if (member.bytes > MOST_BYTES)
    throw new DownloadFault('hostile', 'The repository is larger than 256 MB; it was not imported.');
  return { name: member.name, body: await buffer(download.read(member.name)) };
}

async function orDamaged<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (cause) {
    if (cause instanceof RepoFault) throw new DownloadFault('damaged', cause.message, { cause });
    throw cause;
  }
}

function isCar(name: string): boolean {
  return /\.car$/i.test(name);
}
