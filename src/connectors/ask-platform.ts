import { type Outbound, type OutboundAnswer, OutboundError, type OutboundRequest } from '../platform/index.js';
import { ConnectorError } from './connector.port.js';
import { retryAt, spentUntil } from './rate-limit.rules.js';

/** A minute, when a platform refuses for now and does not say for how long. */
const UNSAID_WAIT_MS = 60_000;

/**
 * One run's way to one platform. It makes no call once the platform has said that the allowance is spent, and turns what
 * stands in the way of looking into a ConnectorError that carries the answer. Statuses other than those below are
 * answers: 200 and 304, and 404 and 410, whose meaning depends on what was asked for.
 * @throws {ConnectorError}
 */
export class AskPlatform {
  private closedUntil: Date | null = null;

  constructor(
    private readonly http: Outbound,
    private readonly signal: AbortSignal,
    /** Absent in a run too short to wait: then a spent allowance ends it. */
    private readonly now?: () => Date,
  ) {}

  async get(url: string, request: Omit<OutboundRequest, 'signal'> = {}): Promise<OutboundAnswer> {
    if (this.closedUntil && (!this.now || this.closedUntil > this.now()))
      throw new ConnectorError('rate-limited', 'The platform asked us to wait', { retryAt: this.closedUntil });
    const answer = await this.reach(url, request);
    const now = new Date(answer.receivedAt);
    this.closedUntil = spentUntil(answer.responseHeaders, now);
    refuseFault(answer, now);
    return answer;
  }

  private async reach(url: string, request: Omit<OutboundRequest, 'signal'>): Promise<OutboundAnswer> {
    try {
      return await this.http.get(url, { ...request, signal: this.signal });
    } catch (error) {
      if (!(error instanceof OutboundError) || error.fault === 'aborted') throw error;
      const fault = error.fault === 'too-large' ? 'protocol' : 'unavailable';
      throw new ConnectorError(fault, error.message, { cause: error });
    }
  }
}

const ANSWERS = new Set([200, 304, 404, 410]);

/** @throws {ConnectorError} for a status that is no answer */
export function refuseFault(exchange: OutboundAnswer, now: Date): void {
  const { status } = exchange;
  if (ANSWERS.has(status)) return;
  const wait = retryAt(exchange.responseHeaders, now);
  if (status === 429)
    throw new ConnectorError('rate-limited', 'The platform asked us to wait', {
      exchange,
      retryAt: wait ?? new Date(now.getTime() + UNSAID_WAIT_MS),
    });
  if (status === 401 || status === 403 || status === 451)
    throw new ConnectorError('access-refused', `The platform refused access (${status})`, { exchange });
  if (status >= 500)
    throw new ConnectorError('unavailable', `The platform did not answer (${status})`, {
      exchange,
      ...(wait ? { retryAt: wait } : {}),
    });
  throw new ConnectorError('protocol', `The platform answered ${status}`, { exchange });
}
