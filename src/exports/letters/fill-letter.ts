import { Injectable } from '@nestjs/common';
import { type Actor, type Language, Refusal, say } from '../../platform/index.js';
import { ERASURE_LAW, type PlannedExtension, ReadRequests, type RequestView } from '../../requests/index.js';
import type { CodeUse } from './facts-in-words.rules.js';
import { GatherFacts, type Gathered } from './gather-facts.js';
import { GatherRecording } from './gather-recording.js';
import { type CodeFact, FACTS, type FactShape } from './letter-facts.types.js';
import type { FilledLetter, WantedFact } from './letter-views.types.js';
import { GENERAL_LAW, factsOf, lawFor, letterText } from './letter.rules.js';
import type { LetterKind } from './letter.types.js';
import { Letterheads } from './letterhead.js';
import { lettersSentences } from './letters.sentences.js';
import { rulesOf } from './lint-letter.rules.js';
import { isArchives, isKept, refusedFacts, withSigner } from './whose-facts.rules.js';
import { offeredLetters } from './offered-letters.rules.js';
import { letterSources, type LetterSources, objections, prepareLetter } from './write-letter.js';

export type PaperKind = 'declaration' | 'statement';

/** What is to be written, and what only a person knows of it. */
export interface LetterWanted {
  readonly kind: LetterKind;
  readonly facts?: object;
  /** Of a notice of extension that goes out before the step is taken. */
  readonly extension?: PlannedExtension;
}

/** What is asked in one field; reasons of codes are asked code by code, and who is responsible follows from who signs. */
const ASKED: readonly FactShape[] = ['name', 'text', 'day', 'count', 'lines'];

interface Ground {
  readonly bodyId: string;
  readonly law: string;
  readonly language: Language;
  readonly gathered: Gathered;
  /** Who signs unless the letterhead says so. */
  readonly officer: string | null;
}

/** A letter from what the archive knows, what its body has set once, and what a person adds. */
@Injectable()
export class FillLetter {
  private sources: LetterSources | null = null;

  constructor(
    private readonly requests: ReadRequests,
    private readonly gather: GatherFacts,
    private readonly recording: GatherRecording,
    private readonly letterheads: Letterheads,
  ) {}

  /** @throws {Refusal} where a letter of this kind does not fit the request as it stands, or cannot be filled yet */
  async ofRequest(actor: Actor, id: string, wanted: LetterWanted): Promise<FilledLetter> {
    const request = await this.requests.one(actor, id);
    refuseUnfit(request, wanted.kind);
    const gathered = await this.gather.run(actor, request, wanted);
    const { bodyId, language, law } = request;
    const officer = actor.kind === 'person' ? actor.name : null;
    // What is decided about an erasure rests on one law, also where the request names its day by itself.
    const under = wanted.kind === 'erasure-decision' ? ERASURE_LAW : (law ?? GENERAL_LAW);
    return this.fill(actor, { bodyId, language, law: under, gathered, officer }, wanted);
  }

  /** @throws {Refusal} where the export is not finished */
  async ofExport(
    actor: Actor,
    id: string,
    { language, ...wanted }: LetterWanted & { readonly kind: PaperKind; readonly language: Language },
  ): Promise<FilledLetter> {
    const { bodyId, facts } = await this.recording.run(actor, id, language);
    const ground = { bodyId, language, law: GENERAL_LAW, gathered: { facts, codes: [] }, officer: null };
    return this.fill(actor, ground, wanted);
  }

  private async fill(actor: Actor, ground: Ground, { kind, facts: given = {} }: LetterWanted): Promise<FilledLetter> {
    const { law, language, gathered, officer } = ground;
    const refused = refusedFacts(given, (name) => !isArchives(name), 'fact.archives', language);
    if (refused.length > 0) throw new Refusal('invalid-input', refused.join('\n'));
    this.sources ??= letterSources();
    const kept = await this.letterheads.one(actor, ground.bodyId, language);
    // What only the archive may say is never among the kept and the given; of a demonstration that is also its clock.
    const { clockSource } = gathered.facts;
    const known = {
      ...gathered.facts,
      ...(officer === null ? {} : { officerName: officer }),
      ...kept.facts,
      ...given,
      ...(clockSource === undefined ? {} : { clockSource }),
    };
    const explained = codesOf(gathered.codes, given, language);
    const facts = { ...withSigner(known), ...(gathered.codes.length === 0 ? {} : { codes: explained.facts }) };
    const order = { kind, law, language, facts };
    const prepared = prepareLetter(this.sources, order);
    const { letter } = prepared;
    return {
      kind,
      law: lawFor(this.sources.letters, kind, law).law,
      language,
      title: letter.title,
      text: letterText(letter),
      objections: [...explained.faults, ...objections(prepared, language)],
      wanted: this.wantedOf(order),
      codes: explained.lacking,
      letter,
    };
  }

  private wantedOf({
    kind,
    law,
    language,
    facts,
  }: {
    kind: LetterKind;
    law: string;
    language: Language;
    facts: object;
  }): WantedFact[] {
    const { letters } = this.sources ?? letterSources();
    const ruled = rulesOf(letters, kind, law)
      .flatMap(({ wants }) => wants)
      .flatMap((want) => ('fact' in want ? [want.fact] : []));
    return factsOf(letters, kind, law)
      .filter(({ name }) => !Object.hasOwn(facts, name) && !isArchives(name) && ASKED.includes(FACTS[name].shape))
      .map(({ name, needed }) => ({
        name,
        label: FACTS[name].label[language],
        shape: FACTS[name].shape,
        needed: needed || ruled.includes(name),
        kept: isKept(name),
      }));
  }
}

function refuseUnfit(request: RequestView, kind: LetterKind): void {
  const offered = offeredLetters(request);
  if (offered.includes(kind)) return;
  const { number, language } = request;
  const sentence = offered.length === 0 ? 'letter.none-fits' : 'letter.unfit';
  throw new Refusal('wrong-state', say(lettersSentences, sentence, language, { number, offered: offered.join(', ') }), {
    offered: offered.join(', '),
  });
}

/** The codes of the review with the reasons a person gave; a code without one, or a reason without its code, is a fault. */
function codesOf(
  used: readonly CodeUse[],
  given: object,
  language: Language,
): { readonly facts: readonly CodeFact[]; readonly faults: readonly string[]; readonly lacking: readonly string[] } {
  const reasons = reasonsIn(given);
  const unused = [...reasons.keys()].filter((code) => used.every((use) => use.code !== code));
  const lacking = used.map(({ code }) => code).filter((code) => (reasons.get(code) ?? '').trim() === '');
  return {
    facts: used.map(({ extent, ...use }) => ({ ...use, why: [reasons.get(use.code) ?? '', extent].join(' ').trim() })),
    faults: [
      ...lacking.map((code) => say(lettersSentences, 'code.why', language, { code })),
      ...unused.map((code) => say(lettersSentences, 'code.unused', language, { code: code.slice(0, 60) })),
    ],
    lacking,
  };
}

/** Of the codes given by hand only the reason is taken: which they are, and what was stated for them, is decided in the review. */
function reasonsIn(given: object): ReadonlyMap<string, string> {
  const codes: unknown = 'codes' in given ? given.codes : [];
  const entries: readonly unknown[] = Array.isArray(codes) ? codes : [];
  return new Map(
    entries.flatMap((entry) => {
      const { code, why }: Record<string, unknown> = Object(entry);
      return typeof code === 'string' && typeof why === 'string' ? [[code, why] as const] : [];
    }),
  );
}
