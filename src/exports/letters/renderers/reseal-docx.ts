import { buffer } from 'node:stream/consumers';
import { fromBufferPromise } from 'yauzl';
import { ZipFile } from 'yazl';

/** Local fields, because a DOS time stamp has no zone: the same bytes wherever it is made. */
const FIXED_TIME = new Date(2000, 0, 1);
const STAMP = /(<dcterms:(?:created|modified)[^>]*>)[^<]*/g;

/** The document with its times set to the day it bears: what made it puts in those of the machine. */
export async function resealDocx(made: Buffer, day: string): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [name, bytes] of await filesOf(made)) {
    const settled =
      name === 'docProps/core.xml'
        ? Buffer.from(bytes.toString('utf8').replaceAll(STAMP, `$1${day}T00:00:00Z`))
        : bytes;
    zip.addBuffer(settled, name, { mtime: FIXED_TIME, mode: 0o100644, forceDosTimestamp: true });
  }
  zip.end();
  return buffer(zip.outputStream);
}

async function filesOf(made: Buffer): Promise<[string, Buffer][]> {
  const opened = await fromBufferPromise(made, { lazyEntries: true });
  const files: [string, Buffer][] = [];
  for await (const entry of opened.eachEntry()) {
    files.push([entry.fileName, await buffer(await opened.openReadStreamPromise(entry))]);
  }
  return files;
}
