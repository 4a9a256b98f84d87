import { calendarDate, fullTime, pageSentences, say, type SentenceValues, shownSafely } from '../../platform/index.js';
import { scheduleWord } from '../../retention/index.js';
import { type DrawnPaper, type LetterBlock, paperOf } from '../../exports/index.js';
import type { DecisionLine, EvidenceLine, Outcome, PaperFacts, ProofLine } from './paper.types.js';
import { samplingSentences } from './sampling.sentences.js';

type Key = keyof typeof samplingSentences;

/** How much is told before the rest is counted: a working paper stands on one page. */
const DETAILS = [
  { text: 700, rows: 6, lines: 7, blanks: 3 },
  { text: 350, rows: 5, lines: 6, blanks: 3 },
  { text: 350, rows: 4, lines: 5, blanks: 2 },
  { text: 350, rows: 3, lines: 4, blanks: 2 },
  { text: 200, rows: 3, lines: 4, blanks: 1 },
  { text: 200, rows: 2, lines: 3, blanks: 1 },
  { text: 100, rows: 2, lines: 2, blanks: 1 },
  { text: 60, rows: 1, lines: 2, blanks: 1 },
] as const;
type Detail = (typeof DETAILS)[number];

/** Steps by which a paper can be made shorter. */
export const STEPS = DETAILS.length;

/** The paper of one item of a sample, for a person with a pen. */
export function workingPaper(facts: PaperFacts, step: number): DrawnPaper {
  const detail = DETAILS[Math.min(step, DETAILS.length - 1)] ?? DETAILS[0];
  const words = new Words(facts, detail);
  const { sample, drawn, body, at, language } = facts;
  const title = words.say('title', { place: drawn.place, n: drawnOf(sample) });
  return {
    language,
    title,
    date: at.slice(0, 10),
    paper: paperOf(body.country),
    head: {
      name: body.name,
      lines: [words.of(), words.say('gathered', { item: facts.item.id, at: words.at(at), by: facts.by })],
    },
    blocks: [
      { part: 'title', type: 'heading', text: title },
      ...words.item(),
      ...words.evidence(),
      ...words.proof(),
      ...words.rule(),
      ...words.decisions(),
      ...words.conclusion(),
    ],
  };
}

export function drawnOf({ strata }: Pick<PaperFacts['sample'], 'strata'>): number {
  return strata.reduce((sum, { drawn }) => sum + drawn, 0);
}

class Words {
  constructor(
    private readonly facts: PaperFacts,
    private readonly detail: Detail,
  ) {}

  say(key: Key, values: SentenceValues = {}): string {
    return say(samplingSentences, key, this.facts.language, values);
  }

  at(time: string): string {
    return fullTime(time, this.facts.body.zone, this.facts.language);
  }

  of(): string {
    const { sample, drawn } = this.facts;
    const stratum = sample.strata.find((one) => one.stratum === drawn.stratum);
    const { id, at, by, seed, population, logSize: size, origin } = sample;
    return this.say('of', {
      sample: id,
      at: this.at(at),
      by,
      seed,
      population,
      size,
      origin,
      stratum: this.say(`stratum.${drawn.stratum}`),
      drawn: stratum?.drawn ?? 0,
      items: stratum?.items ?? 0,
    });
  }

  item(): LetterBlock[] {
    const { item } = this.facts;
    const unknown = this.say('unknown');
    const when = (time: string | null): string => (time === null ? unknown : this.at(time));
    const kind = say(pageSentences, `kind.${item.kind}`, this.facts.language);
    const times = { posted: when(item.postedAt), first: when(item.firstSeenAt), last: when(item.lastSeenAt) };
    const rows: [Key, string][] = [
      ['fact.account', item.account],
      ['fact.kind', `${kind}, ${item.author === null ? unknown : shownSafely(item.author)}`],
      ['fact.times', this.say('times', times)],
      ['fact.state', this.state()],
      ['fact.address', item.url === null ? unknown : shorter(item.url, 160)],
      ['fact.text', [this.text(), this.pictures()].filter((words) => words !== '').join(' ')],
    ];
    return [
      this.heading('heading.item'),
      this.table(
        'item',
        ['head.what', 'head.recorded'],
        rows.map(([key, value]) => [this.say(key), value]),
      ),
    ];
  }

  private state(): string {
    const { item, destroyed, findings } = this.facts;
    const { state, versions: n } = item;
    const word =
      state === 'destroyed'
        ? this.say('state.destroyed', { at: destroyed === null ? '' : this.at(destroyed.at) })
        : say(pageSentences, `state.${state}`, this.facts.language);
    const all = this.say('state.versions', { state: word, n });
    const since = findings.at(-1);
    const told = since === undefined ? all : `${all}; ${this.day(since.at)}`;
    return item.capturedLate ? `${told}; ${this.say('late')}` : told;
  }

  private text(): string {
    const { item, destroyed } = this.facts;
    if (destroyed !== null || item.state === 'destroyed') return this.say('text.destroyed');
    if (item.restricted) return this.say('locked');
    return item.text.trim() === '' ? this.say('text.none') : oneLine(item.text, this.detail.text);
  }

  private pictures(): string {
    return this.some(this.facts.item.pictures, 2, (alt) => `[${oneLine(alt, 100)}]`).join(' ');
  }

  evidence(): LetterBlock[] {
    const { evidence } = this.facts;
    if (evidence.length === 0) return [this.heading('heading.evidence'), this.paragraph('evidence.none')];
    const shown = evidence.slice(0, this.detail.rows);
    return [
      this.heading('heading.evidence'),
      this.table(
        'evidence',
        ['head.answer', 'head.at', 'head.role', 'head.opened'],
        shown.map((line) => this.answer(line)),
      ),
      ...this.rest(evidence.length - shown.length),
    ];
  }

  private answer({ exchangeId, at, roles, opened }: EvidenceLine): string[] {
    return [exchangeId, this.at(at), roles.map((role) => this.role(role)).join(', '), this.outcome(opened)];
  }

  private role(role: string): string {
    if (role.startsWith('version-')) return this.say('role.version', { n: Number(role.slice('version-'.length)) });
    const key = `role.${role}`;
    return isKey(key) ? this.say(key) : role;
  }

  proof(): LetterBlock[] {
    const { size, at, signed, lines } = this.facts.proof;
    // What does not hold is never among those that are only counted.
    const ordered = lines.toSorted((a, b) => Number(isWrong(b)) - Number(isWrong(a)));
    const shown = ordered.slice(0, Math.max(this.detail.rows, lines.filter(isWrong).length));
    return [
      this.heading('heading.proof'),
      this.paragraph('proof.against', { size, at: this.at(at), signed: String(signed) }),
      this.table(
        'proof',
        ['head.what', 'head.entry', 'head.inclusion', 'head.commitment'],
        shown.map((line) => this.proven(line)),
      ),
      ...this.rest(lines.length - shown.length),
    ];
  }

  private proven({ what, number, seq, at, inclusion, commitment }: ProofLine): string[] {
    return [
      this.say(`proof.${what}`, { n: number ?? 0, at: this.day(at) }),
      seq === null ? '–' : String(seq),
      this.outcome(inclusion),
      commitment === null ? this.say('outcome.none') : this.outcome(commitment),
    ];
  }

  rule(): LetterBlock[] {
    const { schedule, destroyed } = this.facts;
    if (destroyed !== null) return this.ended(destroyed);
    const [won, ...others] = schedule?.rules ?? [];
    const steps = won?.steps ?? [];
    const { lines: most } = this.detail;
    const lines = [
      ...(won ? [this.say('rule.of', { ...named(won), title: won.title, citation: won.citation })] : []),
      ...this.some(steps, most, ({ text }) => text),
      ...(schedule ? [schedule.sentence] : []),
      ...(others.length === 0 ? [] : [this.say('rule.others', { n: others.length })]),
    ];
    return [this.heading('heading.rule'), { part: 'rule', type: 'list', lines: lines.map(withoutSecondStop) }];
  }

  private ended({ at, authority, class: of, list }: NonNullable<PaperFacts['destroyed']>): LetterBlock[] {
    const values = { at: this.at(at), authority, class: of ?? 'none', list: list ?? 'none' };
    return [this.heading('heading.rule'), this.paragraph('rule.destroyed', values)];
  }

  decisions(): LetterBlock[] {
    const { holds, decisions } = this.facts;
    const { lines: most } = this.detail;
    const held =
      holds.length === 0
        ? this.say('holds.none')
        : this.say('holds.are', {
            n: holds.length,
            holds: this.some(holds, most, (hold) => oneLine(hold, 120)).join('; '),
          });
    const decided =
      decisions.length === 0 ? [this.say('decisions.none')] : this.some(decisions, most, (line) => this.decision(line));
    return [this.heading('heading.decisions'), { part: 'decisions', type: 'list', lines: [held, ...decided] }];
  }

  private decision({ kind, number, decision, at, by }: DecisionLine): string {
    const event = kind === 'event';
    const key = `word.${decision}`;
    const word = event ? scheduleWord('event', decision, this.facts.language) : isKey(key) ? this.say(key) : decision;
    const what = this.say(`decision.${kind}`, { number, decision: word });
    return at === null ? what : this.say('decision.by', { what, at: this.at(at), by: by ?? '' });
  }

  conclusion(): LetterBlock[] {
    return [
      this.heading('heading.conclusion'),
      {
        part: 'conclusion',
        type: 'signature',
        lines: [this.say('conclusion.boxes')],
        blanks: [
          ...Array.from({ length: this.detail.blanks - 1 }, () => ''),
          this.say('conclusion.text'),
          this.say('conclusion.signature'),
        ],
      },
    ];
  }

  /** At most so many, and how many more there are. */
  private some<T>(all: readonly T[], most: number, told: (one: T) => string): string[] {
    const shown = all.slice(0, most).map(told);
    return all.length > most ? [...shown, this.say('more', { n: all.length - most })] : shown;
  }

  private rest(n: number): LetterBlock[] {
    return n > 0 ? [this.paragraph('more', { n })] : [];
  }

  private day(time: string): string {
    return calendarDate(time, this.facts.body.zone, this.facts.language);
  }

  private outcome(outcome: Outcome): string {
    return this.say(`outcome.${outcome}`);
  }

  private heading(key: Key): LetterBlock {
    return { part: key, type: 'heading', text: this.say(key) };
  }

  private paragraph(key: Key, values: SentenceValues = {}): LetterBlock {
    return { part: key, type: 'paragraph', text: this.say(key, values) };
  }

  private table(part: string, head: readonly Key[], rows: readonly (readonly string[])[]): LetterBlock {
    return { part, type: 'table', head: head.map((key) => this.say(key)), rows };
  }
}

/** Whether something on a paper does not hold. */
export function isWrong({ inclusion, commitment }: Pick<ProofLine, 'inclusion' | 'commitment'>): boolean {
  return inclusion === 'wrong' || commitment === 'wrong';
}

function named({
  policyId: policy,
  version,
  seriesId: series,
}: {
  policyId: string;
  version: string;
  seriesId: string;
}): {
  policy: string;
  version: string;
  series: string;
} {
  return { policy, version, series };
}

/** A Polish date ends with a full stop; one that ends a sentence has no second. */
function withoutSecondStop(line: string): string {
  return line.replaceAll(/(?<=\d )r\.\./g, 'r.');
}

function oneLine(text: string, most: number): string {
  return shorter(shownSafely(text).replaceAll(/\s+/g, ' ').trim(), most);
}

function shorter(text: string, most: number): string {
  const letters = Array.from(text);
  return letters.length <= most ? text : `${letters.slice(0, most).join('')}…`;
}

function isKey(key: string): key is Key {
  return Object.hasOwn(samplingSentences, key);
}
