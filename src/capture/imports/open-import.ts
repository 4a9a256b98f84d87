import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { OpenedAccount } from '../../accounts/index.js';
import {
  type Download,
  type DownloadAbout,
  DownloadFault,
  DOWNLOAD_READERS,
  type DownloadReader,
  openDownload,
  type Platform,
  readerFor,
  readMapping,
  refuseForeign,
  TableDownload,
} from '../../connectors/index.js';
import { Refusal } from '../../platform/index.js';
import { ImportFolders } from './import-folders.js';

export interface OpenedImport {
  readonly download: Download;
  readonly reader: DownloadReader;
  readonly about: DownloadAbout;
}

export interface ToOpen {
  readonly id: string;
  readonly path: string;
  readonly fileName: string;
  readonly mapping?: string | undefined;
  readonly account: OpenedAccount;
}

/** Opens a download and says what it is; one that is dangerous, damaged or another account's is refused in a sentence. */
@Injectable()
export class OpenImport {
  constructor(
    private readonly database: DataSource,
    private readonly folders: ImportFolders,
  ) {}

  /** @throws {Refusal} */
  async run({ id: importId, path, fileName, mapping, account }: ToOpen): Promise<OpenedImport> {
    let download: Download | null = null;
    try {
      download = await openDownload({ path, name: fileName, folder: this.folders.unpackedOf(importId) });
      const reader = readerFor(readersFor(mapping, account.platform), download, account.platform);
      const about = await reader.about(download);
      const { handle, url, canonicalUri } = account.account;
      // Where accounts are known by the network's own name of them, that is the id.
      const id = URI_IS_ID.has(account.platform) ? canonicalUri : await this.ownerId(account.id);
      refuseForeign({ about }, { handle, url, canonicalUri, id });
      return { download, reader, about };
    } catch (error) {
      await download?.close();
      throw refusalOf(error);
    }
  }

  /** The network's own id of the account, as a download that was imported whole told it. */
  private async ownerId(accountId: string): Promise<string | null> {
    const [row] = await this.database.query<{ owner_id: string }[]>(
      `SELECT owner_id FROM archive_import WHERE account_id = $1 AND status = 'done' AND owner_id IS NOT NULL
        ORDER BY asked_at LIMIT 1`,
      [accountId],
    );
    return row?.owner_id ?? null;
  }
}

const URI_IS_ID: ReadonlySet<string> = new Set(['mastodon', 'bluesky']);

/** Who says what is in a download is believed before what its names look like. */
function readersFor(mapping: string | undefined, platform: Platform): readonly DownloadReader[] {
  return mapping === undefined ? DOWNLOAD_READERS : [new TableDownload('table', [platform], readMapping(mapping))];
}

export function refusalOf(error: unknown): unknown {
  return error instanceof DownloadFault ? new Refusal('invalid-input', error.message, {}, { cause: error }) : error;
}
