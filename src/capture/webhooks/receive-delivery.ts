import { Injectable } from '@nestjs/common';
import { type AccountSecrets, OpenSecrets } from '../../accounts/index.js';
import { Keyring } from '../../archive/index.js';
import {
  type Connector,
  ConnectorRegistry,
  type Delivery,
  type Platform,
  type RawExchange,
  type WebhookAnswer,
} from '../../connectors/index.js';
import { Clock, loggers, newId, together } from '../../platform/index.js';
import { OLDEST_DELIVERY_MS } from './arrange-told.rules.js';
import { WaitingDeliveries } from './waiting-deliveries.js';

/** Kept of a delivery's header: what says what it is and who signed it. */
const HEADERS = ['content-type', 'user-agent', 'x-hub-signature', 'x-hub-signature-256'];

/** In a burst the secrets are read so often. */
const READ_APART_MS = 10;

const TOO_OLD: WebhookAnswer = {
  accepted: false,
  status: 403,
  text: 'This was refused: it tells of nothing newer than a week, and was sent before.',
};
const UNREADABLE: WebhookAnswer = { accepted: false, status: 400, text: 'This was refused: it cannot be read.' };
const UNKNOWN: WebhookAnswer = {
  accepted: false,
  status: 403,
  text: 'This was refused: it is about no account that is archived here with this app.',
};
const KNOWN: WebhookAnswer = { accepted: true, status: 200, text: 'This delivery is known already; nothing was done.' };

/**
 * Answers a platform that calls us: at once, and only when what it delivered is durable. Nothing of it is judged here. A
 * refusal is one sentence, says nothing of what would have been right, and is logged.
 */
@Injectable()
export class ReceiveDelivery {
  // oxlint-disable-next-line max-params -- who it knows, where it keeps, and how it knows again
  constructor(
    private readonly connectors: ConnectorRegistry,
    private readonly secrets: OpenSecrets,
    private readonly waiting: WaitingDeliveries,
    private readonly keyring: Keyring,
    private readonly clock: Clock,
  ) {}

  async run(platform: Platform, delivery: Delivery): Promise<WebhookAnswer> {
    const { webhook } = this.connectors.for(platform);
    if (!webhook) return UNKNOWN;
    const known = await this.secretsOf(platform);
    // Each is asked, whichever fits: the time it takes tells nobody which.
    const judged = known.map((account) => ({ account, answer: webhook.verify(delivery, account.secrets) }));
    const fitting = judged.filter(({ answer }) => answer.accepted);
    const [first] = fitting;
    if (!first) return this.refuse(platform, judged[0]?.answer ?? webhook.verify(delivery, {}));
    if (delivery.method === 'GET') return first.answer;
    return this.take(platform, delivery, { webhook, fitting, answer: first.answer });
  }

  private async take(
    platform: Platform,
    delivery: Delivery,
    { webhook, fitting, answer }: Accepted,
  ): Promise<WebhookAnswer> {
    const about = webhook.about(delivery);
    if (!about) return this.refuse(platform, UNREADABLE);
    if (about.at !== null && this.clock.now().getTime() - new Date(about.at).getTime() > OLDEST_DELIVERY_MS)
      return this.refuse(platform, TOO_OLD);
    const concerned = fitting.filter(({ account }) => about.nativeIds.includes(account.nativeId));
    if (concerned.length === 0) return this.refuse(platform, UNKNOWN);
    let isNew = false;
    for (const { account } of concerned) isNew = (await this.keep(account, delivery)) || isNew;
    if (!isNew) loggers.capture.log('a delivery was known already', { platform });
    return isNew ? answer : KNOWN;
  }

  private async keep({ accountId, bodyId }: AccountSecrets, delivery: Delivery): Promise<boolean> {
    const digest = (await this.keyring.secretOf(bodyId)).exchange(delivery.body);
    return this.waiting.keep({ id: newId(), accountId, digest, raw: pushed(delivery) });
  }

  /** Read after the delivery came: a secret that was taken away before proves nothing. */
  private readonly secretsOf = together(
    async (platforms: readonly Platform[]) => {
      const found = new Map<Platform, readonly AccountSecrets[]>();
      for (const platform of new Set(platforms)) found.set(platform, await this.secrets.ofPlatform(platform));
      return platforms.map((platform) => found.get(platform) ?? []);
    },
    { most: 1_000, apartMs: READ_APART_MS },
  );

  private refuse(platform: Platform, answer: WebhookAnswer): WebhookAnswer {
    loggers.capture.warn('a delivery was refused', { platform, status: answer.status, why: answer.text });
    return answer;
  }
}

interface Accepted {
  readonly webhook: NonNullable<Connector['webhook']>;
  readonly fitting: readonly { readonly account: AccountSecrets }[];
  readonly answer: WebhookAnswer;
}

/** What the platform sent by itself, as an exchange: it was not asked for, so that nothing of ours is in it. */
function pushed({ path, headers, body, receivedAt }: Delivery): RawExchange {
  return {
    method: 'PUSH',
    url: path,
    requestHeaders: [],
    status: 0,
    responseHeaders: HEADERS.flatMap((name) => (headers[name] === undefined ? [] : [[name, headers[name]] as const])),
    body,
    sentAt: receivedAt,
    receivedAt,
    masked: [],
  };
}
