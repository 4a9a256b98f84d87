import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Refusal } from '../../platform/index.js';
import {
  type BagFile,
  BAGIT_TXT,
  bagInfo,
  manifestText,
  PAYLOAD_MANIFEST,
  TAG_MANIFEST,
} from '../bundle/bagit.rules.js';
import type { ExitBegun } from './exit.types.js';
import { isPathOfExit } from './exit-paths.rules.js';
import { linesIn } from './read-lines.js';

/** What is written and whole, one file a line behind what was begun; it goes when the bag is finished. */
const JOURNAL = 'exit-begun.txt';

type Source = string | Uint8Array | AsyncIterable<Uint8Array | string>;

/**
 * A bag that grows in a folder. A file gets its name when it is whole and on the disk, and is then noted; a run that broke
 * off is gone on with from there. `bagit.txt` comes last: a folder without it is no export.
 */
export class ExitFolder {
  private readonly files = new Map<string, BagFile>();

  private constructor(
    readonly path: string,
    readonly begun: ExitBegun,
    private readonly journal: FileHandle,
  ) {}

  /** Refuses what is neither an empty folder nor one in which an export of the same kind broke off. Changes nothing. */
  static async look(path: string, { keys }: Pick<ExitBegun, 'keys'>): Promise<ExitBegun | null> {
    const names = await readdir(path).catch((): string[] => []);
    if (names.includes('bagit.txt')) {
      throw new Refusal(
        'already-exists',
        `There is a finished exit export in ${path}. Nothing was changed. Name another folder: --to`,
      );
    }
    if (!names.includes(JOURNAL)) {
      const [strange] = names;
      if (strange !== undefined) {
        throw new Refusal('wrong-state', `The folder ${path} holds other files (${strange}). Name an empty one: --to`);
      }
      return null;
    }
    const begun = await beginningIn(join(path, JOURNAL));
    if (begun === null) {
      throw new Refusal('wrong-state', `What was begun in ${path} cannot be read. Name an empty folder: --to`);
    }
    if (begun.keys !== keys) {
      const said = begun.keys === 'with-keys' ? 'with its keys' : 'without its keys';
      throw new Refusal('wrong-state', `An exit export ${said} was begun in ${path}. Go on with it as it was begun.`);
    }
    return begun;
  }

  static async open(path: string, wanted: ExitBegun): Promise<ExitFolder> {
    const begun = await ExitFolder.look(path, wanted);
    await mkdir(path, { recursive: true, mode: 0o700 });
    const journal = await open(join(path, JOURNAL), 'a', 0o600);
    const folder = new ExitFolder(path, begun ?? wanted, journal);
    if (begun) for await (const line of linesIn(join(path, JOURNAL))) await folder.recall(line);
    // A line that was cut off stays a line by itself, and says nothing.
    await journal.appendFile(begun ? '\n' : `${JSON.stringify(wanted)}\n`);
    await journal.sync();
    return folder;
  }

  get count(): number {
    return this.files.size;
  }

  get bytes(): number {
    return [...this.files.values()].reduce((sum, file) => sum + file.bytes, 0);
  }

  has(path: string): boolean {
    return this.files.has(path);
  }

  digestOf(path: string): string {
    return this.files.get(path)?.sha256 ?? '';
  }

  at(path: string): string {
    return join(this.path, path);
  }

  /** Whole, or not at all. */
  async write(path: string, source: Source): Promise<BagFile> {
    const to = this.at(path);
    await mkdir(dirname(to), { recursive: true, mode: 0o700 });
    const digest = createHash('sha256');
    let bytes = 0;
    const file = await open(`${to}.new`, 'w', 0o600);
    try {
      for await (const piece of piecesOf(source)) {
        digest.update(piece);
        bytes += piece.length;
        await file.writeFile(piece);
      }
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(`${to}.new`, to);
    return this.note({ path, bytes, sha256: digest.digest('hex') });
  }

  /** A file somebody else put there. */
  async adopt(path: string): Promise<void> {
    const digest = createHash('sha256');
    let bytes = 0;
    for await (const piece of createReadStream(this.at(path))) {
      digest.update(piece);
      bytes += piece.length;
    }
    await this.note({ path, bytes, sha256: digest.digest('hex') });
  }

  /** Writes the tag files, `bagit.txt` last. Answers the digest of the tag manifest. */
  async finish(facts: Omit<Parameters<typeof bagInfo>[0], 'payload'>): Promise<string> {
    const payload = [...this.files.values()].filter(({ path }) => path.startsWith('data/'));
    await this.write('bag-info.txt', bagInfo({ ...facts, payload }));
    await this.write(PAYLOAD_MANIFEST, manifestText(payload));
    const bagit = { path: 'bagit.txt', sha256: createHash('sha256').update(BAGIT_TXT).digest('hex'), bytes: 0 };
    const tags = [...this.files.values()].filter(({ path }) => !path.startsWith('data/') && path !== TAG_MANIFEST);
    const { sha256 } = await this.write(TAG_MANIFEST, manifestText([...tags, bagit]));
    await this.write('bagit.txt', BAGIT_TXT);
    await this.close();
    await rm(this.at(JOURNAL));
    return sha256;
  }

  async close(): Promise<void> {
    await this.journal.close();
  }

  private async note(file: BagFile): Promise<BagFile> {
    await this.journal.appendFile(`${JSON.stringify(file)}\n`);
    this.files.set(file.path, file);
    return file;
  }

  /** A file that is noted and is gone or cut off, as after a power cut, is written again; so is one whose line is. */
  private async recall(line: string): Promise<void> {
    const noted = notedIn(line);
    const facts = noted && (await stat(this.at(noted.path)).catch(() => null));
    if (noted && facts?.isFile() === true && facts.size === noted.bytes) this.files.set(noted.path, noted);
  }
}

function notedIn(line: string): BagFile | null {
  try {
    const file: Partial<BagFile> = JSON.parse(line);
    const { path, bytes, sha256 } = file;
    return path !== undefined && isPathOfExit(path) && bytes !== undefined && sha256 ? { path, bytes, sha256 } : null;
  } catch {
    return null;
  }
}

async function beginningIn(journal: string): Promise<ExitBegun | null> {
  try {
    for await (const line of linesIn(journal)) {
      const begun: ExitBegun = JSON.parse(line);
      return begun.keys === 'with-keys' || begun.keys === 'without-keys' ? begun : null;
    }
  } catch {
    // Cut off.
  }
  return null;
}

async function* piecesOf(source: Source): AsyncGenerator<Buffer> {
  if (typeof source === 'string' || source instanceof Uint8Array) yield Buffer.from(source);
  else for await (const piece of source) yield Buffer.from(piece);
}
