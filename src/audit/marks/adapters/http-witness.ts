import { type OutboundAnswer, OutboundError, type OutboundPost } from '../../../platform/index.js';
import { type AddCheckpoint, type NamedKey, printAddCheckpoint } from '../cosignature.rules.js';
import { KnowsOther, Witness, WitnessRefused } from '../witness.port.js';

const MOST_ANSWER = 16 * 1024;
const TIMEOUT_MS = 20_000;
const LONGEST_SAID = 200;

export class HttpWitness extends Witness {
  constructor(
    private readonly named: NamedKey,
    private readonly url: string,
    private readonly http: OutboundPost,
  ) {
    super();
  }

  get name(): string {
    return this.named.name;
  }

  get key(): Buffer {
    return this.named.key;
  }

  async add(request: AddCheckpoint, signal?: AbortSignal): Promise<string> {
    const { status, body } = await this.ask(Buffer.from(printAddCheckpoint(request)), signal);
    const text = Buffer.from(body).toString('utf8');
    const said = `HTTP ${status}: ${text
      .replaceAll(/\p{C}+/gu, ' ')
      .slice(0, LONGEST_SAID)
      .trim()}`;
    if (status === 200) return text;
    if (status === 409 && /^\d{1,16}\n?$/.test(text)) throw new KnowsOther(Number(text));
    if (status === 404 || status === 403) throw new WitnessRefused('unknown-log', said);
    if (status === 422) throw new WitnessRefused('fork', said);
    throw new WitnessRefused(status >= 500 ? 'unreachable' : 'not-granted', said);
  }

  private async ask(bytes: Buffer, signal?: AbortSignal): Promise<OutboundAnswer> {
    const limits = { maxBytes: MOST_ANSWER, timeoutMs: TIMEOUT_MS, ...(signal ? { signal } : {}) };
    const headers = { 'content-type': 'text/plain; charset=utf-8' };
    try {
      return await this.http.post(`${this.url}/add-checkpoint`, bytes, { headers, ...limits });
    } catch (error) {
      if (!(error instanceof OutboundError)) throw error;
      const fault = error.fault === 'too-large' ? 'too-large' : 'unreachable';
      throw new WitnessRefused(fault, error.message, { cause: error });
    }
  }
}
