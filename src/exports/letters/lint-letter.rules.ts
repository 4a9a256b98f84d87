import { type Language, say } from '../../platform/sentences/sentences.js';
import { calendarDate } from '../../platform/sentences/when.rules.js';
import { checkExemption } from '../../requests/redaction/exemption-codes.rules.js';
import { faultInWords } from '../../requests/redaction/fault.rules.js';
import type { ExemptionLibrary } from '../../requests/index.js';
import { type CodeFact, type FactName, FACTS, type LetterFacts } from './letter-facts.types.js';
import type { LetterLibrary, LetterRule, Wanted } from './letter-library.types.js';
import { GENERAL_LAW, lawFor, lawOf, type LetterCall, withLawFacts } from './letter.rules.js';
import type { LetterFinding, LetterKind } from './letter.types.js';
import { lettersSentences } from './letters.sentences.js';

/** What holds everywhere, then what the law wants of this kind of letter. */
export function rulesOf(library: LetterLibrary, kind: LetterKind, law: string): readonly LetterRule[] {
  const [general, own] = [lawOf(library, GENERAL_LAW), lawFor(library, kind, law)];
  const all = own === general ? general.rules : [...general.rules, ...own.rules];
  return all.filter(({ kinds }) => kinds.includes(kind));
}

/**
 * What the law wants and the text lacks. It looks at the words, not at the template they came from: a text somebody
 * changed by hand is judged the same.
 */
export function lintLetter(
  library: LetterLibrary,
  codes: readonly ExemptionLibrary[],
  { kind, law, language, facts }: LetterCall,
  text: string,
): readonly LetterFinding[] {
  const known = withLawFacts(lawFor(library, kind, law), facts, language);
  const lint = new Lint({ codes, law, language, facts: known, text: flat(text) });
  return rulesOf(library, kind, law).flatMap(({ must, wants, authority, trust }) =>
    wants.flatMap((want) => lint.lacks(want)).map((says) => ({ must: must[language], says, authority, trust })),
  );
}

export function findingInWords({ must, says, authority, trust }: LetterFinding, language: Language): string {
  const draft = trust === 'draft' ? say(lettersSentences, 'lint.draft', language) : '';
  return say(lettersSentences, 'lint.finding', language, { must, says, authority, draft });
}

class Lint {
  constructor(
    private readonly given: {
      readonly codes: readonly ExemptionLibrary[];
      readonly law: string;
      readonly language: Language;
      readonly facts: LetterFacts;
      readonly text: string;
    },
  ) {}

  lacks(want: Wanted): readonly string[] {
    if ('words' in want) {
      const what = want.words[this.given.language];
      return this.stands(what) ? [] : [say(lettersSentences, 'lint.words', this.given.language, { what })];
    }
    if ('codes' in want) return this.codeFaults();
    if ('counts' in want) return this.unreconciled();
    if ('erasures' in want) return this.unreasoned();
    return [...this.factLacks(want.fact), ...this.outside(want.fact, want.atLeast, want.atMost)];
  }

  private factLacks(name: FactName): readonly string[] {
    const words = this.wordsOf(name);
    if (words.length > 0 && words.every((part) => this.stands(part))) return [];
    return [
      say(lettersSentences, 'lint.stands', this.given.language, { what: FACTS[name].label[this.given.language] }),
    ];
  }

  private outside(name: FactName, least = 0, most = Infinity): readonly string[] {
    const given = this.given.facts[name];
    if (typeof given !== 'number' || (given >= least && given <= most)) return [];
    const key = given < least ? 'lint.least' : 'lint.most';
    const what = FACTS[name].label[this.given.language];
    return [say(lettersSentences, key, this.given.language, { given, bound: given < least ? least : most, what })];
  }

  private unreconciled(): readonly string[] {
    const { found = 0, released = 0, inPart = 0, withheld = 0, notAbout = 0 } = this.given.facts;
    const sum = released + inPart + withheld + notAbout;
    return found === sum ? [] : [say(lettersSentences, 'lint.counts', this.given.language, { found, sum })];
  }

  private unreasoned(): readonly string[] {
    const { erasureFound = 0, erasureErased = 0, erasureRestricted = 0, erasureRefused = 0 } = this.given.facts;
    const [found, sum] = [erasureFound, erasureErased + erasureRestricted + erasureRefused];
    const uneven = found === sum ? [] : [say(lettersSentences, 'lint.counts', this.given.language, { found, sum })];
    const told = (['restrictedDetails', 'keptItems', 'restrictedItems', 'erasedItems'] as const).filter(
      (name) => this.wordsOf(name).length > 0,
    );
    return [...uneven, ...told.flatMap((name) => this.factLacks(name))];
  }

  private codeFaults(): readonly string[] {
    if (!this.given.codes.some(({ law }) => law === this.given.law)) return [];
    return (this.given.facts.codes ?? [])
      .map((use) => checkExemption(this.given.codes, use, this.given.law))
      .flatMap((fault) => (fault ? [faultInWords(fault, this.given.language)] : []));
  }

  /** What of a fact must be found in the text. */
  private wordsOf(name: FactName): readonly string[] {
    const { codes = [], responsible = [], hashes = [] } = this.given.facts;
    if (name === 'codes') return codes.flatMap((code) => this.codeWords(code));
    if (name === 'responsible') return responsible.flatMap((person) => [person.name, person.title]);
    if (name === 'hashes') return hashes.flatMap(({ path, sha256 }) => [path, sha256]);
    const value = this.given.facts[name];
    if (value === undefined) return [];
    if (typeof value === 'object') return value;
    return [
      FACTS[name].shape === 'day' ? calendarDate(`${value}T12:00:00Z`, 'UTC', this.given.language) : String(value),
    ];
  }

  private codeWords({ code, why, statute, harm, citation }: CodeFact): readonly string[] {
    const known = this.given.codes.find(({ law }) => law === this.given.law)?.codes.find(({ id }) => id === code);
    return [known?.citation ?? citation ?? code, why, statute ?? '', harm ?? ''];
  }

  /** A number stands by itself: 90 does not stand in 1990. */
  private stands(words: string): boolean {
    const wanted = flat(words);
    if (!/^\d+$/.test(wanted)) return this.given.text.includes(wanted);
    return new RegExp(`(?<!\\d)${wanted}(?!\\d)`).test(this.given.text);
  }
}

/** Case, spaces and breaks of lines do not matter. */
function flat(text: string): string {
  return text.toLowerCase().replaceAll(/\s+/gu, ' ').trim();
}
