import { PROOFS, recordFolder } from '../bundle/paths.rules.js';
import { readCsv, readProof, type TlogProof } from './formats.rules.js';
import type { Inspection } from './inspection.js';

const HASHES = /^(?:[0-9a-f]{64}(?: (?=.)|$))*$/;

/** The proofs of a bundle's records: each in a file of its own, or all in one. */
export class Proofs {
  private constructor(
    private readonly look: Inspection,
    /** Paths by place in the log; null where each record has a file. */
    private readonly apart: Map<number, string> | null,
  ) {}

  static async in(look: Inspection): Promise<Proofs> {
    if (!look.has(PROOFS)) return new Proofs(look, null);
    const rows = readCsv(await look.text(PROOFS));
    const apart = new Map((rows ?? []).map(({ log_index: seq, path = '' }) => [Number(seq), path]));
    if (!rows || apart.size < rows.length) look.fail(PROOFS, 'format');
    return new Proofs(look, apart);
  }

  fileOf(folder: string): string {
    return this.apart ? PROOFS : `${folder}/proof.tlog-proof`;
  }

  /** Null where there is none in the form of one. `checkpoint`: which a proof without its own is read with. */
  async take(folder: string, seq: number, checkpoint: string): Promise<TlogProof | null> {
    if (!this.apart) return readProof(await this.look.text(this.fileOf(folder)));
    const path = this.apart.get(seq);
    this.apart.delete(seq);
    if (path === undefined || !HASHES.test(path)) return null;
    const hashes = path === '' ? [] : path.split(' ').map((step) => Buffer.from(step, 'hex'));
    return { index: seq, path: hashes, checkpoint };
  }

  /** A proof of what is not here proves nothing here. */
  end(): void {
    const isStray = (seq: number): boolean => !this.look.has(`${recordFolder(seq)}/entry.json`);
    if ([...(this.apart?.keys() ?? [])].some(isStray)) this.look.fail(PROOFS, 'proof');
  }
}
