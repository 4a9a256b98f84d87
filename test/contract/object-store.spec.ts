import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { S3ObjectStore } from '../../src/archive/adapters/s3-object-store.js';
import { FilesystemObjectStore, MemoryObjectStore } from '../../src/archive/index.js';
import { hasRadosgw, type Radosgw, radosgw } from '../support/radosgw.js';
import { objectStoreContract } from './object-store.contract.js';

const LATER = new Date('2027-06-23T13:00:00Z');

describe('the object store in memory', () => {
  objectStoreContract(async () => {
    const store = new MemoryObjectStore();
    return { store, reopen: () => store, close: async () => undefined };
  });
});

describe('the object store on a file system', () => {
  objectStoreContract(async () => {
    const folder = mkdtempSync(join(tmpdir(), 'akta-store-'));
    return {
      store: new FilesystemObjectStore(join(folder, 'objects')),
      reopen: () => new FilesystemObjectStore(join(folder, 'objects')),
      close: async () => rmSync(folder, { recursive: true }),
    };
  });

  describe('keeps its folder clean', () => {
    let folder: string;
    let store: FilesystemObjectStore;

    beforeEach(() => {
      folder = mkdtempSync(join(tmpdir(), 'akta-store-'));
      store = new FilesystemObjectStore(folder);
    });
    afterEach(() => rmSync(folder, { recursive: true }));

    it('and its objects read-only', async () => {
      await store.put('x/ab/abcdef', Buffer.from('evidence'), LATER);
      expect(statSync(join(folder, 'x', 'ab', 'abcdef')).mode & 0o777).toBe(0o400);
      expect(readdirSync(join(folder, 'x', 'ab'))).toEqual(['abcdef']);
    });

    it('refuses names that lead elsewhere', async () => {
      for (const name of ['../outside', 'x/../../outside', '/etc/passwd', 'x/AB', 'x', '']) {
        await expect(store.put(name, Buffer.from('x'), LATER)).rejects.toMatchObject({ problem: 'invalid-input' });
      }
    });

    it('never takes a half-written file for an object, and sweeps it once nobody can be writing it', async () => {
      const half = join(folder, 'x', 'ab', '.part-000000000000000000000000');
      mkdirSync(join(folder, 'x', 'ab'), { recursive: true });
      writeFileSync(half, 'half of an obj');
      const names: string[] = [];
      for await (const name of store.list('')) names.push(name);
      expect(names).toEqual([]);

      await store.put('x/ab/abcdef', Buffer.from('evidence'), LATER);
      expect(existsSync(half)).toBe(true);
      expect(await store.sweepUnfinished(3_600_000)).toBe(0);
      expect(existsSync(half)).toBe(true);
      expect(await store.sweepUnfinished(0)).toBe(1);
      expect(existsSync(half)).toBe(false);
      expect((await store.get('x/ab/abcdef')).toString()).toBe('evidence');
    });

    it('says that a full disk is one, and leaves nothing behind', async () => {
      const small = mountSmall(folder);
      if (small === null) {
        console.warn('Skipped: this user cannot mount a small file system');
        return;
      }
      try {
        const full = new FilesystemObjectStore(small);
        const put = full.put('x/ab/abcdef', Buffer.alloc(4 * 1024 * 1024, 7), LATER);
        await expect(put).rejects.toMatchObject({
          problem: 'store-unavailable',
          message: expect.stringContaining('full'),
        });
        expect(await full.facts('x/ab/abcdef')).toBeNull();
        expect(readdirSync(join(small, 'x', 'ab'))).toEqual([]);
        await full.put('x/ab/abcdef', Buffer.from('it fits'), LATER);
        expect((await full.get('x/ab/abcdef')).toString()).toBe('it fits');
      } finally {
        execFileSync('umount', [small]);
      }
    });

    it('finds a lock that was shortened behind its back by what the file says', async () => {
      const handle = await store.put('x/ab/abcdef', Buffer.from('evidence'), LATER);
      utimesSync(join(folder, 'x', 'ab', 'abcdef'), new Date(0), new Date(0));
      expect((await store.facts(handle))?.lockedUntil).toEqual(new Date(0));
    });
  });
});

(hasRadosgw ? describe : describe.skip)('the object store on S3 (Ceph)', () => {
  let ceph: Radosgw;
  beforeAll(async () => {
    ceph = await radosgw();
  }, 120_000);

  objectStoreContract(async () => {
    const at = { bucket: await ceph.bucket(), lockMode: 'COMPLIANCE' } as const;
    const [one, other] = [ceph.client('akta'), ceph.client('akta')];
    return {
      store: new S3ObjectStore(one, at),
      reopen: () => new S3ObjectStore(other, at),
      soon: () => new Date(Math.ceil(Date.now() / 1_000) * 1_000 + 2_000),
      close: async () => [one, other].forEach((client) => client.destroy()),
    };
  });
});

function mountSmall(folder: string): string | null {
  const path = join(folder, 'small');
  mkdirSync(path);
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', path], { stdio: 'ignore' });
    return path;
  } catch {
    return null;
  }
}
