import { Injectable } from '@nestjs/common';
import { ReadAccounts } from '../../archive/index.js';
import { type Actor, Clock, type Language, Refusal, say } from '../../platform/index.js';
import {
  localDay,
  type PlannedExtension,
  ReadRelease,
  ReadRequests,
  type RequestView,
  TellDeadline,
  TellErasures,
  type ToldDeadline,
} from '../../requests/index.js';
import { type CodeUse, codesUsed, coverageFacts, quoted } from './facts-in-words.rules.js';
import { FindAnswer } from './find-answer.js';
import type { LetterFacts } from './letter-facts.types.js';
import type { LetterKind } from './letter.types.js';
import { lettersSentences } from './letters.sentences.js';
import { isAnswer, namesBundle } from './offered-letters.rules.js';

export interface Gathered {
  readonly facts: LetterFacts;
  /** The codes that the request is answered with; why each applies, only a person can say. */
  readonly codes: readonly CodeUse[];
}

/** What the archive knows of a request, as a letter of one kind states it, in the language of the request. */
@Injectable()
export class GatherFacts {
  // oxlint-disable-next-line max-params -- a letter states what six others know
  constructor(
    private readonly accounts: ReadAccounts,
    private readonly clock: Clock,
    private readonly requests: ReadRequests,
    private readonly deadlines: TellDeadline,
    private readonly releases: ReadRelease,
    private readonly answers: FindAnswer,
    private readonly tellErasures: TellErasures,
  ) {}

  async run(
    actor: Actor,
    request: RequestView,
    { kind, extension = {} }: { readonly kind: LetterKind; readonly extension?: PlannedExtension },
  ): Promise<Gathered> {
    const { language } = request;
    const facts = {
      ...(await this.letterhead(request)),
      ...(kind === 'acknowledgement' || kind === 'erasure-decision' ? await this.deadline(actor, request) : {}),
      ...(kind === 'extension' ? await this.extension(actor, request, extension) : {}),
      ...(isAnswer(kind) ? coverageFacts(await this.requests.certificate(actor, request.id), language) : {}),
      ...(kind === 'access-notice' ? await this.processing(request) : {}),
      ...(kind === 'erasure-decision' ? await this.erasures(request) : {}),
      ...(namesBundle(kind) ? await this.answers.ofRequest(request) : {}),
    };
    if (!isAnswer(kind)) return { facts, codes: [] };
    const { rulings, counts } = await this.releases.run(request.id);
    return { facts: { ...facts, ...counts }, codes: codesUsed(rulings.values(), language) };
  }

  private async letterhead({ bodyId, zone, number, letter, receivedAt }: RequestView): Promise<LetterFacts> {
    const body = (await this.accounts.bodies()).find(({ id }) => id === bodyId);
    const reached = [letter?.address, letter?.contact].flatMap((text) => text?.split('\n') ?? []);
    return {
      bodyName: body?.name ?? '',
      bodyCountry: body?.country ?? '',
      date: localDay(this.clock.now(), zone),
      tracking: number,
      received: localDay(new Date(receivedAt), zone),
      requesterAddress: reached.filter((line) => line.trim() !== ''),
      ...(letter === null ? {} : { requesterName: letter.name, asked: quoted(letter.text) }),
    };
  }

  /** What Article 15(1) GDPR wants told and the archive knows; where no basis is stated, a person says why and how long. */
  private async processing({ bodyId, language }: RequestView): Promise<LetterFacts> {
    const own = (await this.accounts.all()).filter((account) => account.bodyId === bodyId);
    const bases = own.flatMap(({ legalBasis }) => legalBasis ?? []);
    const dataCategories = say(lettersSentences, 'data.categories', language);
    if (bases.length === 0) return { dataCategories };
    return {
      dataCategories,
      purposes: say(lettersSentences, 'data.purposes', language, {
        basis: distinct(bases.map(({ statute }) => statute)),
      }),
      dataKept: say(lettersSentences, 'data.kept', language, {
        items: distinct(bases.map(({ scheduleItem }) => scheduleItem)),
      }),
    };
  }

  /** What was decided of each item, and why. @throws {Refusal} while something waits */
  private async erasures({ id, number, zone, language }: RequestView): Promise<LetterFacts> {
    const { counts, ...told } = await this.tellErasures.run({ id, number, zone }, language);
    return {
      erasureFound: counts.found,
      erasureErased: counts.erased,
      erasureRestricted: counts.restricted,
      erasureRefused: counts.refused,
      ...told,
      restrictedTo: say(lettersSentences, 'restricted.to', language),
    };
  }

  private async deadline(actor: Actor, { id, language }: RequestView): Promise<LetterFacts> {
    const told = await this.deadlines.now(actor, id);
    return told === null ? {} : { due: told.due, dueArithmetic: counted(told, 'due.stated', language) };
  }

  private async extension(
    actor: Actor,
    { id, language }: RequestView,
    planned: PlannedExtension,
  ): Promise<LetterFacts> {
    const told = await this.deadlines.extension(actor, id, planned);
    // A law that leaves the day to the body has no later one until it is named.
    if (told === null || told.after.due <= told.before.due) {
      throw new Refusal('invalid-input', say(lettersSentences, 'extension.which', language));
    }
    const { before, after, ground } = told;
    return {
      due: before.due,
      extendedDue: after.due,
      extensionArithmetic: counted(after, 'due.noticed', language),
      ...(ground === null ? {} : { extensionGround: ground[language] }),
    };
  }
}

function distinct(texts: readonly string[]): string {
  return [...new Set(texts)].join('; ');
}

function counted({ words }: ToldDeadline, byHand: 'due.stated' | 'due.noticed', language: Language): string {
  return words === null ? say(lettersSentences, byHand, language) : words[language];
}
