import {
  CloseRequest,
  CollectItems,
  DecideErasures,
  erasureCountsInWords,
  FreezeRequest,
  IssueHandleCode,
  OpenRequest,
  ProveHandle,
  ReadErasures,
  ReadRequests,
  TellErasures,
} from '../../src/requests/index.js';
import { LoadPolicy, PolicyBook, TakeNumber } from '../../src/retention/index.js';
import { RecordSearch } from '../../src/search/index.js';
import { system } from '../../src/platform/index.js';
import { ERASURE, ERASURE_ANSWER } from '../index.js';
import type { Office } from './answer-request.js';

export interface ErasureAnswered {
  readonly number: string;
  readonly due: string;
  /** What the letter says, a line each, then the counts. */
  readonly said: readonly string[];
  readonly isSound: boolean;
}

/** Marek Zieliński asks to have erased what he wrote: his details are restricted at once, his comment is kept by law. */
export async function answerErasure(office: Office): Promise<ErasureAnswered> {
  const { app, marta, language } = office;
  const id = await register(office);
  const { code } = await app.get(IssueHandleCode).run(marta, { requestId: id, ...ERASURE.handle });
  const seen = { code, path: 'message', note: ERASURE.proof } as const;
  await app.get(ProveHandle).state(marta, { requestId: id, ...seen });
  await app.get(CollectItems).run(marta, { id, person: {} });
  await app.get(FreezeRequest).run(marta, { id });
  const { items } = await app.get(ReadErasures).list(marta, id, { limit: 200 });
  await app.get(DecideErasures).run(marta, {
    requestId: id,
    decision: 'refuse',
    items: items.map(({ itemId, revision }) => ({ itemId, revision })),
    grounds: [{ article: 'b' }],
    why: ERASURE.why[language],
    places: 'suggested',
  });
  const request = await app.get(ReadRequests).one(marta, id);
  const { counts, ...told } = await app.get(TellErasures).run(request, language);
  await app.get(CloseRequest).run(marta, { id, letter: ERASURE.letter });
  const due = request.dueOn ?? '';
  return {
    number: request.number,
    due,
    said: [...told.restrictedDetails, ...told.keptItems, erasureCountsInWords(counts, language)],
    isSound: await isAnswered(office, { id, due, found: counts.found }),
  };
}

async function register({ app, clock, town, marta }: Office): Promise<string> {
  const bodyId = town.bodies.nowyBrod;
  clock.set(ERASURE.receivedAt);
  const file = app.get(PolicyBook).file('pl-jrwa');
  if (!file) throw new Error('The schedules that come with the program are not there');
  await app.get(LoadPolicy).run(marta, { bodyId, file, reason: ERASURE.schedule, confirmsDraft: true });
  await app.get(TakeNumber).set(system('demo'), { bodyId, series: 'request', form: 'RODO {year}/{n}', next: 8 });
  const { name, contact, text } = ERASURE;
  return app.get(OpenRequest).run(marta, {
    bodyId,
    kind: 'erasure',
    law: ERASURE.law,
    channel: 'email',
    language: 'pl',
    letter: { name, contact, address: null, text },
    receivedAt: ERASURE.receivedAt.toISOString(),
  });
}

/** As the story has it; and nobody but legal staff finds the numbers any more. */
async function isAnswered(
  { app, marta }: Office,
  { id, due, found }: { readonly id: string; readonly due: string; readonly found: number },
): Promise<boolean> {
  const { items } = await app.get(ReadErasures).list(marta, id, { limit: 200 });
  const [item] = items;
  const until = item?.grounds[0]?.until ?? '';
  const kinds = (item?.kinds ?? []).join(' ');
  const told: string[] = [];
  for (const text of ERASURE.hidden)
    for await (const leak of app.get(RecordSearch).all(marta, { text })) told.push(leak);
  const answer = { found, due, until, kinds, told: told.length };
  return JSON.stringify(answer) === JSON.stringify(ERASURE_ANSWER);
}
