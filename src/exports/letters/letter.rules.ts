import { calendarDate } from '../../platform/sentences/when.rules.js';
import { type Language, say, type SentenceValues } from '../../platform/sentences/sentences.js';
import type { ExemptionLibrary } from '../../requests/index.js';
import { type FactName, FACTS, type LetterFacts } from './letter-facts.types.js';
import type { LetterLaw, LetterLibrary, LetterTemplate, TemplatePart, Words } from './letter-library.types.js';
import type { Letter, LetterBlock, LetterKind, Paper } from './letter.types.js';
import { isFact, type LetterFault, missing } from './read-facts.rules.js';

export const GENERAL_LAW = 'general';
/** Countries that write on US Letter. */
const LETTER_PAPER = new Set(['US', 'CA', 'MX', 'PH']);
/** What the letterhead takes, and the paper. */
const ALWAYS: readonly FactName[] = ['bodyName', 'bodyAddress', 'bodyCountry', 'date'];
/** A Polish date ends with a full stop; one that ends a sentence has no second. */
const YEAR_AT_END = /(?<=\d )r\.\./g;
const PLACEHOLDER = /\{\s*(\w+)/g;

export interface LetterCall {
  readonly kind: LetterKind;
  readonly law: string;
  readonly language: Language;
  readonly facts: LetterFacts;
}

export interface Composed {
  readonly letter: Letter;
  /** Facts without which a place of the letter would be empty. Where there is one, the letter is not to be drawn. */
  readonly missing: readonly LetterFault[];
}

/** Members of an entry that a cell of a table may name. */
type Row = Readonly<Record<string, string>>;

/** A letter of its kind from facts alone: the same facts give the same words. */
export function composeLetter(library: LetterLibrary, codes: readonly ExemptionLibrary[], call: LetterCall): Composed {
  const template = templateOf(library, call.kind);
  const law = lawFor(library, call.kind, call.law);
  const writer = new Writer(call.language, withLawFacts(law, call.facts, call.language), codesOf(codes, call.law));
  const head = {
    name: writer.text('bodyName'),
    lines: [...writer.lines('bodyAddress'), ...(writer.has('bodyContact') ? [writer.text('bodyContact')] : [])],
  };
  const title = writer.words(template.title, {});
  const blocks = partsOf(library, template, law).flatMap((part) => writer.block(part));
  const paper = paperOf(writer.text('bodyCountry'));
  const date = writer.facts.date ?? '';
  writer.text('date');
  const letter: Letter = { kind: call.kind, law: law.law, language: call.language, title, date, paper, head, blocks };
  return { letter, missing: Array.from(writer.lacking, missing) };
}

/** The law's own letters, or the general ones. */
export function lawOf(library: LetterLibrary, law: string): LetterLaw {
  const found = library.laws.find((one) => one.law === law) ?? library.laws.find((one) => one.law === GENERAL_LAW);
  if (!found) throw new Error('exports/letters has no general law');
  return found;
}

/** The law under which a kind is written: its own where it has one, else the one named. */
export function lawFor(library: LetterLibrary, kind: LetterKind, law: string): LetterLaw {
  return lawOf(library, templateOf(library, kind).law ?? law);
}

/** The facts given, and under them those that the law itself knows: the offices it names, its terms. */
export function withLawFacts(law: LetterLaw, facts: LetterFacts, language: Language): LetterFacts {
  return { ...Object.fromEntries(law.facts.map(({ fact, value }) => [fact, value[language]])), ...facts };
}

/** The facts a letter of this kind and law may state; `needed` are those without which it is refused in every case. */
export function factsOf(
  library: LetterLibrary,
  kind: LetterKind,
  lawId: string,
): readonly { readonly name: FactName; readonly needed: boolean }[] {
  const law = lawFor(library, kind, lawId);
  const parts = partsOf(library, templateOf(library, kind), law);
  const needed = new Set([...ALWAYS, ...parts.flatMap(neededBy)]);
  const wanted = law.rules.filter(({ kinds }) => kinds.includes(kind)).flatMap(({ wants }) => wants);
  const all = new Set([
    ...needed,
    ...parts.flatMap(namesIn),
    ...wanted.flatMap((want) => ('fact' in want ? [want.fact] : [])),
    'bodyContact',
  ]);
  const own = new Set(law.facts.map(({ fact }) => fact));
  return Object.keys(FACTS)
    .filter(isFact)
    .filter((name) => all.has(name) && !own.has(name))
    .map((name) => ({ name, needed: needed.has(name) }));
}

/** Every word of the letter, in the order it is read. */
export function letterText(letter: Letter): string {
  const { head, blocks } = letter;
  return [head.name, ...head.lines, ...blocks.flatMap(blockTexts)].join('\n');
}

export function blockTexts(block: LetterBlock): readonly string[] {
  if (block.type === 'table') return [block.head, ...block.rows].map((row) => row.join(' · '));
  if (block.type === 'signature') return [...block.lines, ...block.blanks];
  return 'text' in block ? [block.text] : block.lines;
}

function templateOf(library: LetterLibrary, kind: LetterKind): LetterTemplate {
  const found = library.templates.find((one) => one.kind === kind);
  if (!found) throw new Error(`exports/letters has no template for ${kind}`);
  return found;
}

/** The template's parts within the frame, with the law's own where the template leaves room for them. */
function partsOf(library: LetterLibrary, template: LetterTemplate, law: LetterLaw): readonly TemplatePart[] {
  const general = lawOf(library, GENERAL_LAW);
  const slotted = ({ parts }: LetterLaw, slot: string): readonly TemplatePart[] =>
    parts.filter((part) => part.slot === slot && part.kinds.includes(template.kind));
  const own = template.parts.flatMap((part) => {
    if (part.type !== 'law') return [part];
    const found = slotted(law, part.part);
    return found.length > 0 ? found : slotted(general, part.part);
  });
  const title: TemplatePart = { part: 'title', type: 'heading', text: template.title };
  if (template.law !== undefined) return [title, ...own];
  const { opening, reference, closing } = library.frame;
  return [...opening, title, ...reference, ...own, ...closing];
}

function codesOf(codes: readonly ExemptionLibrary[], law: string): ExemptionLibrary | undefined {
  return codes.find((one) => one.law === law);
}

export function paperOf(country: string): Paper {
  return LETTER_PAPER.has(country.slice(0, 2).toUpperCase()) ? 'LETTER' : 'A4';
}

/** Facts that the words and conditions of a part name. */
function namesIn(part: TemplatePart): FactName[] {
  const words = [part.text, ...(part.lines ?? [])];
  const named = words.flatMap((one) => [...(one?.en ?? '').matchAll(PLACEHOLDER)].map(([, name = '']) => name));
  return [...named, part.each ?? '', part.ifAny ?? '', part.ifNone ?? '', part.ifGiven ?? ''].filter(isFact);
}

/** Facts without which the part cannot be written, or it cannot be told whether it is to be. */
function neededBy(part: TemplatePart): FactName[] {
  const conditions = [part.ifAny, part.ifNone].filter((name) => name !== undefined);
  return conditions.length === 0 && part.ifGiven === undefined ? namesIn(part) : conditions;
}

class Writer {
  readonly lacking = new Set<FactName>();

  constructor(
    private readonly language: Language,
    readonly facts: LetterFacts,
    private readonly codes: ExemptionLibrary | undefined,
  ) {}

  block(part: TemplatePart): readonly LetterBlock[] {
    if (!this.applies(part)) return [];
    const { part: name, type } = part;
    if (type === 'heading' || type === 'paragraph') return this.lead(part, type);
    if (type === 'address') return [{ part: name, type, lines: this.entries(part) }];
    if (type === 'list') return [...this.lead(part), { part: name, type, lines: this.entries(part) }];
    if (type === 'table') return [...this.lead(part), this.table(part)];
    if (type === 'signature') return [{ part: name, type, lines: this.entries(part), blanks: this.blanks(part) }];
    return [];
  }

  /** The words with the facts they name; one not given is noted, so that the letter is not drawn. */
  words(words: Words, row: Row): string {
    const pattern = words[this.language];
    const values: Record<string, string | number> = { ...row };
    for (const [, name = ''] of pattern.matchAll(PLACEHOLDER)) {
      if (!Object.hasOwn(row, name) && isFact(name)) values[name] = this.value(name);
    }
    const catalogue = { words } as const;
    return say(catalogue, 'words', this.language, values satisfies SentenceValues).replaceAll(YEAR_AT_END, 'r.');
  }

  text(name: FactName): string {
    return String(this.value(name));
  }

  lines(name: FactName): readonly string[] {
    const value = this.facts[name];
    if (!Array.isArray(value)) this.lacking.add(name);
    return Array.isArray(value) ? value.map(String) : [];
  }

  has(name: FactName): boolean {
    return this.facts[name] !== undefined;
  }

  private value(name: FactName): string | number {
    const value = this.facts[name];
    if (value === undefined) {
      this.lacking.add(name);
      return FACTS[name].shape === 'count' ? 0 : '';
    }
    if (typeof value === 'number') return value;
    if (typeof value !== 'string') return this.lines(name).join(', ');
    return FACTS[name].shape === 'day' ? calendarDate(`${value}T12:00:00Z`, 'UTC', this.language) : value;
  }

  private applies({ ifAny, ifNone, ifGiven }: TemplatePart): boolean {
    if (ifGiven !== undefined && !this.has(ifGiven)) return false;
    for (const [name, filled] of [
      [ifAny, true],
      [ifNone, false],
    ] as const) {
      if (name === undefined) continue;
      const value = this.facts[name];
      if (value === undefined) this.lacking.add(name);
      if ((Array.isArray(value) ? value.length > 0 : Boolean(value)) !== filled) return false;
    }
    return true;
  }

  private lead({ part, text }: TemplatePart, type: 'heading' | 'paragraph' = 'paragraph'): readonly LetterBlock[] {
    return text === undefined ? [] : [{ part, type, text: this.words(text, {}) }];
  }

  private entries({ each, lines = [] }: TemplatePart): readonly string[] {
    const own = lines.map((line) => this.words(line, {}));
    return each === undefined ? own : [...own, ...this.lines(each)];
  }

  private blanks({ blanks = [] }: TemplatePart): readonly string[] {
    return blanks.map((blank) => this.words(blank, {}));
  }

  private table({ part, each, columns = [] }: TemplatePart): LetterBlock {
    const head = columns.map((column) => this.words(column.head, {}));
    const rows =
      each === undefined ? [] : this.rows(each).map((row) => columns.map(({ cell }) => this.words(cell, row)));
    return { part, type: 'table', head, rows };
  }

  private rows(name: FactName): readonly Row[] {
    if (name === 'codes') return this.codeRows();
    const value = name === 'hashes' ? this.facts.hashes : this.facts.responsible;
    if (!value) this.lacking.add(name);
    return (value ?? []).map((entry) => ({ ...entry }));
  }

  /** Citation and title come from the law's library; what the officer wrote stands behind them. */
  private codeRows(): readonly Row[] {
    const { codes } = this.facts;
    if (!codes) this.lacking.add('codes');
    return (codes ?? []).map(({ code, why, statute = '', harm = '', citation, title }) => {
      const known = this.codes?.codes.find(({ id }) => id === code);
      return {
        code,
        citation: [known?.citation ?? citation ?? code, statute].filter((words) => words !== '').join('; '),
        title: known?.title[this.language] ?? title ?? '',
        why: [why, harm].filter((words) => words !== '').join(' '),
      };
    });
  }
}
