import { createReadStream } from 'node:fs';
import { mkdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { unpackTar } from 'modern-tar/fs';
import { DownloadFault } from './download-fault.types.js';
import type { Download, DownloadMember } from './download.port.js';
import { hostile, refuseEntries, shown } from './zip-entries.rules.js';

/** Above both, it is a bomb. */
const BOMB_RATIO = 200;
const BOMB_BYTES = 64 * 1024 * 1024;

interface Unpacked extends DownloadMember {
  readonly path: string;
}

/**
 * A download in a packed TAR, as Mastodon gives it: nothing in it can be found without reading all before it, so it is
 * unpacked into `folder` under names of ours. Each header is judged before anything of its file is written.
 * @throws {DownloadFault}
 */
export async function openTarDownload(path: string, folder: string): Promise<Download> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const room = Math.max(BOMB_BYTES, BOMB_RATIO * (await stat(path)).size);
  const members = new Map<string, Unpacked>();
  let bytes = 0;
  const unpack = unpackTar(folder, {
    fmode: 0o600,
    dmode: 0o700,
    filter: ({ name, type = 'file', size }) => {
      bytes += size;
      if (bytes > room) throw hostile('The archive unpacks to more than any download does');
      refuseHeader(nameOf(name), type, members);
      return type === 'file';
    },
    map: (header) => {
      const name = nameOf(header.name);
      const ours = String(members.size);
      members.set(name, { name, bytes: header.size, path: join(folder, ours) });
      return { ...header, name: ours };
    },
  });
  try {
    await pipeline(createReadStream(path), createGunzip(), unpack);
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    if (error instanceof DownloadFault) throw error;
    throw new DownloadFault('damaged', 'The packed TAR is not whole. Fetch the download again.', { cause: error });
  }
  return new TarDownload(members, folder);
}

function refuseHeader(name: string, type: string, before: ReadonlyMap<string, unknown>): void {
  if (/^[/\\]|(?:^|[/\\])\.\.(?:[/\\]|$)|\0/.test(name))
    throw hostile('A file in the archive has a name that leads out of the folder it is unpacked in');
  if (before.has(name)) throw hostile(`The archive has two files called ${shown(name)}`);
  const mode = type === 'file' ? 0o100000 : type === 'directory' ? 0o040000 : 0o120000;
  refuseEntries([{ name, packed: 0, bytes: 0, encrypted: false, readable: true, mode, from: 0, to: 0 }], 0);
}

/** `./outbox.json` is `outbox.json`. */
function nameOf(name: string): string {
  return name.replace(/^(?:\.\/)+/, '');
}

class TarDownload implements Download {
  constructor(
    readonly members: ReadonlyMap<string, Unpacked>,
    private readonly folder: string,
  ) {}

  async *read(name: string, at = 0): AsyncGenerator<Uint8Array> {
    const member = this.members.get(name);
    if (!member) throw new DownloadFault('damaged', `${shown(name)} is not in the archive.`);
    yield* createReadStream(member.path, { start: at });
  }

  close(): Promise<void> {
    return rm(this.folder, { recursive: true, force: true });
  }
}
