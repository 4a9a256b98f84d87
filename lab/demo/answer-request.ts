import type { INestApplicationContext } from '@nestjs/common';
import { DestroyItems, type ItemView, ReadItems } from '../../src/archive/index.js';
import { AuditTrail } from '../../src/audit/index.js';
import { type Actor, type Language, newId, Refusal, type SimulatedClock, system } from '../../src/platform/index.js';
import {
  CollectItems,
  DecideItems,
  dueView,
  FindDueDate,
  FreezeRequest,
  OpenRequest,
  ReadRequests,
  ReadReview,
  RedactItem,
  type RequestView,
  type ReviewDecision,
} from '../../src/requests/index.js';
import { OpenMatter, PlaceHold, TakeNumber } from '../../src/retention/index.js';
import { RecordSearch } from '../../src/search/index.js';
import { COVERED, COVERED_BECAUSE, LETTER, LETTER_TO_NOWY_BROD, MATTER } from '../index.js';
import type { Town } from './open-town.js';

/** The papers of the story, as its FOIA officer works on them. */
export interface Office {
  readonly app: INestApplicationContext;
  readonly clock: SimulatedClock;
  readonly town: Town;
  readonly marta: Actor;
  readonly language: Language;
  /** Nights pass as nights do until then. */
  readonly until: (at: Date) => Promise<void>;
}

type Asked = typeof LETTER | typeof LETTER_TO_NOWY_BROD;

/** The letter of 20 May is registered: numbered, dated by the law of Illinois, its scope held. */
export async function registerRequest({ app, until, town, marta }: Office): Promise<RequestView> {
  const { C, P, M, A, F } = town.accounts;
  const bodyId = town.bodies.newford;
  await until(LETTER.receivedAt);
  await app.get(TakeNumber).set(system('demo'), { bodyId, series: 'request', form: '{year}-{n:4}', next: 31 });
  await app.get(TakeNumber).set(system('demo'), { bodyId, series: 'hold', form: '{year}-L-{n:3}', next: 13 });
  const { name, contact, text, from, to } = LETTER;
  const id = await app.get(OpenRequest).run(marta, {
    bodyId,
    kind: 'state-law',
    law: LETTER.law,
    channel: LETTER.channel,
    language: 'en',
    letter: { name, contact, address: null, text },
    receivedAt: LETTER.receivedAt.toISOString(),
    scope: { accountIds: [C, P, M, A, F], from, to },
  });
  return app.get(ReadRequests).one(marta, id);
}

/** Sentence 12: the deadline and how its days are counted. */
export async function tellDue({ app, language }: Office, letter: Asked): Promise<string> {
  const { law, receivedOn: received, channel: via } = letter;
  return dueView(await app.get(FindDueDate).run(system('demo'), { law, received, via }), language).sentence;
}

/** The other town's request, under its own law and calendar. */
export async function registerInNowyBrod({ app, until, town, marta }: Office): Promise<RequestView> {
  const bodyId = town.bodies.nowyBrod;
  await until(LETTER_TO_NOWY_BROD.receivedAt);
  await app.get(TakeNumber).set(system('demo'), { bodyId, series: 'request', form: 'UDIP {year}/{n}', next: 7 });
  const { name, text } = LETTER_TO_NOWY_BROD;
  const id = await app.get(OpenRequest).run(marta, {
    bodyId,
    kind: 'udip',
    law: LETTER_TO_NOWY_BROD.law,
    channel: LETTER_TO_NOWY_BROD.channel,
    language: 'pl',
    letter: { name, contact: null, address: null, text },
    receivedAt: LETTER_TO_NOWY_BROD.receivedAt.toISOString(),
    scope: { accountIds: [town.accounts.B], from: '2026-05-19', to: '2026-05-20' },
  });
  return app.get(ReadRequests).one(marta, id);
}

/** The duty to keep what the expected lawsuit is about: two tags and two threads, also what comes later. */
export async function placeHold({ app, until, town, marta }: Office, threads: readonly string[]): Promise<void> {
  const bodyId = town.bodies.newford;
  await until(MATTER.placedAt);
  const { number, name, reason, triggerAt } = MATTER;
  const matter = await app.get(OpenMatter).run(marta, { bodyId, number, name, kind: 'litigation' });
  const query = ['hashtag:NewfordFlood', 'hashtag:NewfordPowódź', ...threads.map((id) => `thread-of:${id}`)];
  await app.get(PlaceHold).run(marta, {
    matterId: matter.id,
    reason,
    triggerAt: triggerAt.toISOString(),
    scope: { query: query.join(' OR ') },
  });
}

/** Found, frozen and reviewed: every item decided, and covered what a person may not be told of another. */
export async function reviewRequest({ app, marta }: Office, requestId: string): Promise<void> {
  await app.get(CollectItems).run(marta, { id: requestId });
  await app.get(FreezeRequest).run(marta, { id: requestId });
  const { items } = await app.get(ReadReview).list(marta, requestId, { limit: 200 });
  const ids = items.map(({ itemId }) => itemId);
  const views = await app.get(ReadItems).views(marta, ids);
  for (const view of views) {
    const strings = Object.values(COVERED).find(([first = '']) => newestText(view).includes(first)) ?? [];
    for (const said of strings) await cover(app, marta, { requestId, view, said });
    const decision: ReviewDecision =
      view.kind === 'repost' ? 'not-about' : strings.length > 0 ? 'in-part' : 'responsive';
    await app.get(DecideItems).run(marta, {
      requestId,
      pass: 'first',
      decision,
      items: [{ itemId: view.id, revision: 0 }],
    });
  }
}

async function cover(
  app: INestApplicationContext,
  actor: Actor,
  { requestId, view, said }: { requestId: string; view: ItemView; said: string },
): Promise<void> {
  const text = newestText(view);
  const start = Array.from(text.slice(0, text.indexOf(said))).length;
  const end = start + Array.from(said).length;
  const target = { version: view.versions.length, part: 'text', start, end };
  await app.get(RedactItem).run(actor, { requestId, itemId: view.id, target, ground: COVERED_BECAUSE });
}

function newestText({ versions }: ItemView): string {
  return versions.at(-1)?.text ?? '';
}

/** Somebody tries to destroy the rumour; answers the sentence with which that is refused. */
export async function tryToDestroy({ app, town, marta, language }: Office): Promise<string> {
  const rumour = await itemSaying(app, town.accounts.C, '"OPENED Miller Dam on purpose"');
  const order = { dispositionId: newId(), itemIds: [rumour] };
  const refused: unknown = await app
    .get(AuditTrail)
    .write(marta, (tx) => app.get(DestroyItems).run(tx, order))
    .then(
      () => null,
      (error: unknown) => error,
    );
  if (!(refused instanceof Refusal)) throw new Error('What two holds keep was destroyed', { cause: refused });
  const sentences = Object(refused.facts['sentences']);
  return String(sentences[language] ?? refused.message);
}

/** The flood's two threads, in English and in Polish. */
export async function threadsOf({ app, town }: Office): Promise<string[]> {
  return [
    await itemSaying(app, town.accounts.C, '"FLOOD WARNING. Plank River"'),
    await itemSaying(app, town.accounts.P, '"ALARM POWODZIOWY"'),
  ];
}

async function itemSaying(app: INestApplicationContext, accountId: string, text: string): Promise<string> {
  for await (const id of app.get(RecordSearch).all(system('demo'), { text, accountIds: [accountId] })) return id;
  throw new Error(`No item of the story says ${text}`);
}
