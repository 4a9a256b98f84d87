import { fault, type QueryFault, QueryFaultFound, type Stretch } from './query-fault.rules.js';
import { type Lexeme, lexemes } from './query-lexer.rules.js';
import type { FieldReaders, Phrase, Query } from './query.types.js';

export type Parsed = { readonly query: Query } | { readonly fault: QueryFault };

export const LONGEST = 8_000;
const MOST_WORDS = 256;
const DEEPEST = 20;
/** Of pairs of words and distances that all NEARs of a query come to. */
const MOST_NEAR = 4_000;

/**
 * Reads a query: words (all of them), "phrases", beginnings*, AND OR NOT, brackets, NEAR/n, fields. NOT binds first,
 * then NEAR, AND, OR. A mistake is answered with the place where it stands and what was expected there.
 */
export function parseQuery(text: string, fields: FieldReaders): Parsed {
  try {
    return { query: new Parser(piecesOf(text), text.length, fields).whole() };
  } catch (error) {
    if (error instanceof QueryFaultFound) return { fault: error.found };
    throw error;
  }
}

function piecesOf(text: string): Lexeme[] {
  if (text.length > LONGEST) throw fault('fault.too-long', { at: LONGEST, length: 1 }, { most: LONGEST });
  const nothing = text.indexOf('\0');
  if (nothing !== -1) throw fault('fault.no-text', { at: nothing, length: 1 });
  const pieces = lexemes(text);
  if (pieces.length === 0 && text.trim() !== '') throw fault('fault.no-word', { at: 0, length: text.length });
  const words = pieces.filter(({ kind }) => kind === 'words' || kind === 'field');
  const first = words[MOST_WORDS];
  if (first) throw fault('fault.too-many', first, { most: MOST_WORDS });
  return pieces;
}

class Parser {
  private at = 0;
  private depth = 0;
  private near = 0;

  constructor(
    private readonly pieces: readonly Lexeme[],
    private readonly end: number,
    private readonly fields: FieldReaders,
  ) {}

  whole(): Query {
    if (this.pieces.length === 0) return { op: 'everything' };
    const query = this.either();
    const rest = this.pieces[this.at];
    if (rest) throw fault('fault.bracket-close', rest);
    return query;
  }

  private either(): Query {
    const parts = [this.all()];
    while (this.take('or')) parts.push(this.all());
    return join('or', parts);
  }

  private all(): Query {
    const parts = [this.unary()];
    while (this.take('and') || this.begins()) parts.push(this.unary());
    return join('and', parts);
  }

  private unary(): Query {
    const not = this.take('not');
    if (!not) return this.nearness();
    return this.deeper(not, () => ({ op: 'not', part: this.unary() }));
  }

  private nearness(): Query {
    const from = this.here();
    let left = this.operand();
    const pairs: Query[] = [];
    for (let side = from, near = this.take('near'); near?.kind === 'near'; near = this.take('near')) {
      const next = this.here();
      const right = this.operand();
      pairs.push(this.pair(near.within, [phrasesOf(left, side), phrasesOf(right, next)], near));
      [left, side] = [right, next];
    }
    return pairs.length === 0 ? left : join('and', pairs);
  }

  private pair(within: number, [left, right]: readonly [Phrase[], Phrase[]], where: Stretch): Query {
    this.near += within * left.length * right.length;
    if (this.near > MOST_NEAR) throw fault('fault.too-near', where);
    return { op: 'near', within, left, right };
  }

  private operand(): Query {
    const open = this.take('open');
    if (open) {
      const inside = this.deeper(open, () => this.either());
      if (!this.take('close')) throw fault('fault.bracket-open', open);
      return inside;
    }
    const words = this.take('words');
    if (words?.kind === 'words') return { op: 'words', phrase: words.phrase };
    const field = this.take('field');
    if (field?.kind === 'field') return this.field(field);
    throw fault('fault.operand', this.here());
  }

  private field({ name, typed, ...where }: Extract<Lexeme, { kind: 'field' }>): Query {
    const reader = this.fields.get(name);
    if (!reader) {
      const names = [...this.fields.keys()].map((one) => `${one}:`).join(' ');
      throw fault('fault.field-unknown', { at: where.at, length: name.length + 1 }, { name, fields: names });
    }
    const read = reader.read(typed);
    if ('value' in read) return { op: 'field', name, value: read.value };
    const { en, pl } = read.expected;
    const values = { name, value: typed.slice(0, 100) };
    throw fault(typed === '' ? 'fault.field-empty' : 'fault.field-value', where, {
      en: { ...values, expected: en },
      pl: { ...values, expected: pl },
    });
  }

  private deeper<R>(where: Stretch, inside: () => R): R {
    this.depth += 1;
    if (this.depth > DEEPEST) throw fault('fault.too-deep', where, { most: DEEPEST });
    const found = inside();
    this.depth -= 1;
    return found;
  }

  private take(kind: Lexeme['kind']): Lexeme | null {
    const piece = this.pieces[this.at];
    if (piece?.kind !== kind) return null;
    this.at += 1;
    return piece;
  }

  private begins(): boolean {
    return ['open', 'words', 'field', 'not'].includes(this.pieces[this.at]?.kind ?? '');
  }

  private here(): Stretch {
    return this.pieces[this.at] ?? { at: this.end, length: 1 };
  }
}

/** One level of brackets for one kind of joint: `a AND (b AND c)` is `a AND b AND c`. */
export function join(op: 'and' | 'or', parts: readonly Query[]): Query {
  const flat = parts.flatMap((part) => (part.op === op ? part.parts : [part]));
  const [only] = flat;
  return flat.length === 1 && only ? only : { op, parts: flat };
}

function phrasesOf(query: Query, where: Stretch): Phrase[] {
  if (query.op === 'words') return [query.phrase];
  if (query.op === 'or') return query.parts.flatMap((part) => phrasesOf(part, where));
  throw fault('fault.near-side', where);
}
