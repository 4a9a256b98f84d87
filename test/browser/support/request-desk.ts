/** What the fixture server keeps of the request under review and of the hold, so that a whole review can be driven. */
import type { LetterPreview, WrittenLetterView } from '../../../src/exports/letters/letter-views.types.js';
import type { Permission } from '../../../src/platform/index.js';
import type { RequestView } from '../../../src/requests/request.types.js';
import type { DecisionView, RedactionView, ReviewItem } from '../../../src/requests/review/review.types.js';
import type { HoldView } from '../../../src/retention/holds.types.js';
import type { HoldNoticeView } from '../../../src/retention/notices/notice.types.js';
import { idOf, townTime } from '../../../web/fixtures/build-item.js';
import { HANDLES, ISSUED } from '../../../web/fixtures/handles.js';
import {
  certificate,
  codes,
  duties,
  HOLD,
  holds,
  mail,
  MATTER,
  matters,
  notices,
  preview,
  request,
  REQUEST,
  reviewed,
  suggestions,
} from '../../../web/fixtures/requests.js';
import { readErasures } from './erasure-desk.js';
import { LinkDesk } from './link-desk.js';

/** What whoever sits at it may do. */
export const OF_REQUESTS = [
  'request.read',
  'request.manage',
  'request.review',
  'hold.read',
  'hold.manage',
  'hold.release',
] as const satisfies readonly Permission[];

export interface DeskAnswer {
  readonly status: number;
  readonly body: unknown;
}

interface Batch {
  readonly id: string;
  readonly before: readonly ReviewItem[];
}

/** Any body this desk is sent; what a change of another kind would have is left empty. */
export interface Asked {
  readonly items: readonly { readonly itemId: string; readonly revision: number }[];
  readonly decision: ReviewItem['decision'];
  readonly pass: DecisionView['pass'];
  readonly ground?: RedactionView['ground'];
  readonly version: number;
  readonly part: string;
  readonly start?: number;
  readonly end?: number;
  readonly region?: RedactionView['region'];
  readonly reason: string;
  readonly facts?: Readonly<Record<string, string>>;
}

function ok(body: unknown): DeskAnswer {
  return { status: 200, body };
}

function refused(status: number, title: string, detail: string): DeskAnswer {
  return { status, body: { type: 'urn:akta:problem:test', title, status, detail } };
}

function page(items: readonly unknown[]): DeskAnswer {
  return ok({ items, nextCursor: null });
}

function look(by: string, { decision, pass, ground }: Pick<Asked, 'decision' | 'pass' | 'ground'>): DecisionView {
  const said = ground === undefined ? null : { ...NO_GROUND, ...ground };
  return { pass, decision, ground: said, note: null, at: townTime('05-21 09:30'), by };
}

const NO_GROUND = { code: '', statute: null, harm: null } as const;

function letterNamed(name: string): WrittenLetterView {
  const file = `/api/v1/letters/${name}/file?format=`;
  const files = { docx: `${file}docx`, pdf: `${file}pdf` };
  const title = 'A question about your request';
  return {
    id: name,
    name,
    kind: 'clarification',
    language: 'en',
    title,
    at: townTime('05-21 10:00'),
    by: 'Marta',
    files,
  };
}

/** A letter that lacks its question until it is given. */
function previewOf({ question }: Readonly<Record<string, string>> = {}): LetterPreview {
  const fact = { shape: 'text', needed: true, kept: false } as const;
  return {
    kind: 'clarification',
    law: 'us-il',
    language: 'en',
    title: 'A question about your request',
    text: `City of Newford\nTo answer your request, we need to know: ${question ?? ''}`,
    objections: question === undefined ? ['The letter needs one more fact: the question. Give it as "question".'] : [],
    wanted: question === undefined ? [{ ...fact, name: 'question', label: 'the question' }] : [],
    codes: [],
  };
}

export class RequestDesk {
  private items: readonly ReviewItem[] = reviewed;
  private hold: HoldView | undefined = holds[0];
  private feeds: readonly { readonly id: string; readonly openedAt: string }[] = [];
  private readonly batches: Batch[] = [];
  private readonly links = new LinkDesk();
  private notices: readonly HoldNoticeView[] = notices;
  private letters: readonly WrittenLetterView[] = [];
  private made = 0;
  /** The request is about its requester's own data, and not frozen. */
  isOfPerson = false;

  /** Somebody else was faster. */
  decidedByAdam(itemId: string): void {
    const by = look('Adam Okafor', { decision: 'withhold', pass: 'first', ground: { ...NO_GROUND, code: '7(1)(c)' } });
    this.items = this.items.map((one) =>
      one.itemId === itemId ? { ...one, revision: one.revision + 1, decision: 'withhold', first: by } : one,
    );
  }

  /** Null where the address is not of this desk. */
  read(path: string): DeskAnswer | null {
    const erasure = readErasures(path);
    if (erasure !== null) return erasure;
    if (path.endsWith('/suggestions')) return ok({ items: path.includes(idOf('a', 13)) ? suggestions : [] });
    const own = `/requests/${REQUEST}`;
    const answers: Readonly<Record<string, () => DeskAnswer>> = {
      '/requests': () => page([this.view()]),
      '/due-feeds': () => ok({ items: this.feeds }),
      '/requests/duties': () => ok({ items: duties, mail }),
      [own]: () => ok(this.view()),
      [`${own}/certificate`]: () => ok(certificate),
      [`${own}/codes`]: () => ok(codes),
      [`${own}/handles`]: () => ok({ items: HANDLES }),
      [`${own}/items`]: () => page(this.items),
      [`${own}/letters`]: () => ok({ offered: ['clarification', 'partial-release'], written: this.letters }),
      '/matters': () => page(matters),
      [`/matters/${MATTER}`]: () => ok(matters[0]),
      '/hold-notices': () => page(this.notices),
      '/me/hold-notices': () => page(this.notices.filter(({ state, isPerson }) => isPerson && state === 'sent')),
      [`/holds/${HOLD}/release-preview`]: () => ok(preview),
      '/holds': () => page(this.hold === undefined ? [] : [this.hold]),
      [`/holds/${HOLD}`]: () => ok(this.hold),
    };
    return answers[path]?.() ?? this.links.read(path);
  }

  change(path: string, asked: Asked): DeskAnswer | null {
    const [, kind, , what, id = '', how] = path.split('/');
    if (kind === 'due-feeds') return this.changeFeeds(path);
    if (kind === 'holds') return this.changeHold(`${what} ${id}`.trim(), asked);
    if (kind !== 'requests') return this.acknowledge(path) ?? this.links.change(path);
    const steps: Readonly<Record<string, () => DeskAnswer>> = {
      decisions: () => this.decide(asked),
      'decisions undo': () => this.undo(id),
      'items redactions': () => this.cover(id, asked),
      redactions: () => this.uncover(id),
      handles: () => ok(ISSUED),
      collection: () => ok({ found: this.items.length, request: this.view() }),
      'handles search': () => ok({ proved: false, items: HANDLES }),
      letters: () => (id === 'preview' ? ok(previewOf(asked.facts)) : this.write()),
    };
    const step = what === 'letters' ? what : `${what} ${how ?? ''}`.trim();
    return steps[step]?.() ?? ok(this.view());
  }

  private write(): DeskAnswer {
    const written = letterNamed(`2026-0031-L${this.letters.length + 1}`);
    this.letters = [...this.letters, written];
    return ok(written);
  }

  private acknowledge(path: string): DeskAnswer | null {
    const [, id] = /^\/hold-notices\/([^/]+)\/acknowledgement$/.exec(path) ?? [];
    if (id === undefined) return null;
    const acknowledged = { at: townTime('05-21 12:00'), by: 'Marta Zielinski', said: 'Read and understood.' };
    this.notices = this.notices.map((one) => (one.id === id ? { ...one, state: 'acknowledged', acknowledged } : one));
    return ok(null);
  }

  private changeFeeds(path: string): DeskAnswer {
    const isMade = path === '/due-feeds';
    this.feeds = isMade ? [{ id: idOf('f', 1), openedAt: townTime('05-21 10:00') }] : [];
    return ok(isMade ? { id: idOf('f', 1), path: '/api/v1/due-feeds/shown-once/due.ics', url: null } : null);
  }

  private view(): RequestView {
    const count = (decision: ReviewItem['decision']): number =>
      this.items.filter((one) => one.decision === decision).length;
    const undecided = count('undecided');
    const progress = {
      found: this.items.length,
      decided: this.items.length - undecided,
      undecided,
      second: this.items.filter(({ second }) => second !== null).length,
      responsive: count('responsive'),
      inPart: count('in-part'),
      withhold: count('withhold'),
      notAbout: count('not-about'),
    };
    if (this.isOfPerson) return { ...request, kind: 'gdpr-access', state: 'received', actions: ['collect'] };
    return { ...request, actions: undecided === 0 ? [...request.actions, 'close'] : request.actions, progress };
  }

  private decide(asked: Asked): DeskAnswer {
    const seen = new Map(asked.items.map(({ itemId, revision }) => [itemId, revision]));
    const named = this.items.filter(({ itemId }) => seen.has(itemId));
    if (named.some(({ itemId, revision }) => seen.get(itemId) !== revision)) {
      return refused(412, 'Somebody else has changed this meanwhile', 'Somebody else has decided meanwhile.');
    }
    const by = look('Marta Zielinski', asked);
    this.made += 1;
    const batch = idOf('b', 500 + this.made);
    this.batches.push({ id: batch, before: named });
    this.items = this.items.map((one) =>
      seen.has(one.itemId) ? { ...one, revision: one.revision + 1, decision: asked.decision, [asked.pass]: by } : one,
    );
    return ok({ batch, items: asked.items });
  }

  private undo(id: string): DeskAnswer {
    const before = this.batches.find((batch) => batch.id === id)?.before ?? [];
    this.items = this.items.map((one) => {
      const old = before.find(({ itemId }) => itemId === one.itemId);
      return old === undefined ? one : { ...old, redactions: one.redactions, revision: one.revision + 1 };
    });
    return ok({ undone: before, kept: 0 });
  }

  private cover(itemId: string, { start, end, region, ground, version, part }: Asked): DeskAnswer {
    this.made += 1;
    const made: RedactionView = {
      id: idOf('b', 700 + this.made),
      itemId,
      snapshotId: '',
      version,
      part,
      range: start === undefined || end === undefined ? null : { start, end },
      region: region ?? null,
      ground: { ...NO_GROUND, ...ground },
      at: townTime('05-21 09:31'),
      by: 'Marta Zielinski',
    };
    this.items = this.items.map((one) =>
      one.itemId === itemId ? { ...one, redactions: [...one.redactions, made] } : one,
    );
    return ok({ id: made.id });
  }

  private uncover(id: string): DeskAnswer {
    this.items = this.items.map((one) => ({ ...one, redactions: one.redactions.filter((made) => made.id !== id) }));
    return ok(null);
  }

  private changeHold(step: string, { reason }: Asked): DeskAnswer {
    if (this.hold === undefined || !step.startsWith('releases')) return ok(this.hold);
    if (step === 'releases approval') {
      return refused(
        403,
        'Not allowed',
        'You proposed this release, so you cannot approve it. It needs a second person with the right to approve.',
      );
    }
    const release = { id: idOf('b', 91), reason, proposedAt: townTime('05-21 11:00'), proposedBy: 'Marta Zielinski' };
    this.hold = {
      ...this.hold,
      state: 'release-proposed',
      release: { ...release, approvedAt: null, approvedBy: null },
    };
    return ok(this.hold);
  }
}
