import { Button } from '@trussworks/react-uswds';
import { type ReactNode, useState } from 'react';
import type { RequestView } from '../../../../src/requests/request.types.js';
import type { CodesView, ReviewItem } from '../../../../src/requests/review/review.types.js';
import type { Pass } from '../../../../src/requests/review/standing-decision.rules.js';
import { useSay } from '../../frame/language.js';
import { Notice } from '../../frame/notice.js';
import { usePlaces } from '../../frame/places.js';
import { Part } from '../../frame/screen.js';
import { Trouble } from '../answers.js';
import { withQuery } from '../api.js';
import { useMay } from '../reads.js';
import { requestPath, useCodes } from '../requests/request-reads.js';
import { type GivenGround, GroundForm } from './ground-form.js';
import { ItemAtHand } from './item-at-hand.js';
import { KeysHelp, type ReviewKey, useReviewKeys } from './keys.js';
import { Queue, shownOf } from './queue.js';
import { KeysSwitch, PassChoice } from './queue-tools.js';
import { type Decided, type Decisions, useDecisions } from './use-decisions.js';

export function reviewAddress(requestId: string, item?: string): string {
  return withQuery(requestPath(requestId, '/review'), { item });
}

/** The place of the next item after this one that nobody has decided; the next one where all are. */
function nextOpen(items: readonly ReviewItem[], at: number, done: ReadonlySet<string>): number {
  const order = [...items.keys()].map((step) => (at + 1 + step) % items.length);
  const open = order.find((i) => items[i]?.decision === 'undecided' && !done.has(items[i]?.itemId ?? ''));
  return open ?? Math.min(at + 1, items.length - 1);
}

function Buttons({
  press,
  isBusy,
  many,
}: {
  press: (key: ReviewKey) => void;
  isBusy: boolean;
  many: number;
}): ReactNode {
  const say = useSay();
  return (
    <div className="ak-buttons ak-decide" role="group" aria-label={say('review.chosen', { n: many })}>
      {(['r', 'p', 'w', 'n', 'u'] as const).map((key) => (
        <Button key={key} type="button" outline={key !== 'r'} disabled={isBusy} onClick={() => press(key)}>
          {say(`review.key.${key}`)} <kbd className="ak-key">{key.toUpperCase()}</kbd>
        </Button>
      ))}
    </div>
  );
}

function Said({ decisions }: { decisions: Decisions }): ReactNode {
  const { said, problem } = decisions;
  if (problem !== null) return <Trouble problem={problem} />;
  return <div role="status">{said === null ? null : <Notice tone={said.tone}>{said.text}</Notice>}</div>;
}

interface Hand {
  readonly items: readonly ReviewItem[];
  readonly at: number;
}

/** What a person has at hand: the item, what is selected, and what each key does with it. */
function useHand(request: RequestView, { items, at }: Hand) {
  const { go } = usePlaces();
  const decisions = useDecisions(request.id);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [pass, setPass] = useState<Pass>('first');
  const [open, setOpen] = useState<'help' | 'withhold' | null>(null);
  const targets = chosen.size === 0 ? items.slice(at, at + 1) : items.filter(({ itemId }) => chosen.has(itemId));
  const show = (i: number): void =>
    go(reviewAddress(request.id, items[Math.max(0, Math.min(i, items.length - 1))]?.itemId));
  const decide = (decision: Decided, ground?: GivenGround): void =>
    decisions.decide({ items: targets, decision, pass, ...(ground === undefined ? {} : { ground }) }, () => {
      setOpen(null);
      setChosen(new Set());
      if (chosen.size === 0) show(nextOpen(items, at, new Set(targets.map(({ itemId }) => itemId))));
    });
  const toggle = (itemId: string): void => {
    const next = new Set(chosen);
    if (!next.delete(itemId)) next.add(itemId);
    setChosen(next);
  };
  return { decisions, chosen, setChosen, pass, setPass, open, setOpen, targets, show, decide, toggle };
}

type AtHand = ReturnType<typeof useHand>;

function usePress(hand: AtHand, { items, at }: Hand, may: boolean): (key: ReviewKey) => void {
  const looks: Readonly<Partial<Record<ReviewKey, () => void>>> = {
    j: () => hand.show(at + 1),
    k: () => hand.show(at - 1),
    c: () => document.querySelector<HTMLElement>('.ak-cover__text')?.focus(),
    '?': () => hand.setOpen('help'),
  };
  const changes: Readonly<Partial<Record<ReviewKey, () => void>>> = {
    r: () => hand.decide('responsive'),
    n: () => hand.decide('not-about'),
    p: () => hand.decide('in-part'),
    u: hand.decisions.undo,
    x: () => hand.toggle(items[at]?.itemId ?? ''),
    w: () => {
      hand.decisions.clear();
      hand.setOpen('withhold');
    },
  };
  const mayNow = may && !hand.decisions.isBusy;
  return (key) => (looks[key] ?? (mayNow ? changes[key] : undefined))?.();
}

function Selection({ hand, rows }: { hand: AtHand; rows: readonly ReviewItem[] }): ReactNode {
  const say = useSay();
  const undecided = rows.filter(({ decision }) => decision === 'undecided').map(({ itemId }) => itemId);
  return (
    <p className="ak-buttons">
      <span role="status">{say('review.chosen', { n: hand.chosen.size })}</span>
      <Button type="button" unstyled onClick={() => hand.setChosen(new Set([...hand.chosen, ...undecided]))}>
        {say('review.choose-undecided')}
      </Button>
      <Button type="button" unstyled onClick={() => hand.setChosen(new Set())}>
        {say('review.choose-none')}
      </Button>
    </p>
  );
}

function Place({ items, at }: Hand): ReactNode {
  const say = useSay();
  const decision = say(`decision.${items[at]?.decision ?? 'undecided'}`);
  return (
    <p className="ak-count" role="status">
      {say('review.place', { n: at + 1, all: items.length, decision })}
    </p>
  );
}

function Withhold({ hand, codes }: { hand: AtHand; codes: CodesView }): ReactNode {
  const say = useSay();
  return (
    <GroundForm
      title={say('cover.withhold')}
      go={say('cover.withhold')}
      codes={codes}
      usual=""
      problem={hand.decisions.problem}
      isBusy={hand.decisions.isBusy}
      give={(ground) => hand.decide('withhold', ground)}
      leave={() => hand.setOpen(null)}
    />
  );
}

function QueuePart(props: { request: RequestView; hand: AtHand; at: Hand; may: boolean }): ReactNode {
  const say = useSay();
  const { request, hand, at, may } = props;
  const [isOn, setOn] = useState(true);
  useReviewKeys(isOn, usePress(hand, at, may));
  return (
    <Part title={say('review.queue')} id="review-queue">
      <KeysSwitch isOn={isOn} set={setOn} />
      {may && request.secondReview ? <PassChoice pass={hand.pass} choose={hand.setPass} /> : null}
      {may ? <Selection hand={hand} rows={shownOf(at).rows} /> : null}
      <Queue
        {...at}
        chosen={hand.chosen}
        address={(itemId) => reviewAddress(request.id, itemId)}
        toggle={may ? hand.toggle : null}
      />
    </Part>
  );
}

function Bar({ hand, at, may }: { hand: AtHand; at: Hand; may: boolean }): ReactNode {
  const say = useSay();
  const press = usePress(hand, at, may);
  return (
    <div className="ak-review__bar">
      <Place {...at} />
      {may ? <Buttons press={press} isBusy={hand.decisions.isBusy} many={hand.targets.length} /> : null}
      <div className="ak-buttons">
        <Button type="button" unstyled onClick={() => press('k')}>
          {say('review.previous')}
        </Button>
        <Button type="button" unstyled onClick={() => press('j')}>
          {say('review.next')}
        </Button>
        <Button type="button" unstyled onClick={() => press('?')}>
          {say('review.keys')} <kbd className="ak-key">?</kbd>
        </Button>
      </div>
    </div>
  );
}

/** The queue on one side, the item at hand on the other; everything by one key each. */
export function ReviewDesk(props: {
  request: RequestView;
  items: readonly ReviewItem[];
  item: string | undefined;
}): ReactNode {
  const say = useSay();
  const { request, items } = props;
  const may = useMay('request.review') && request.state === 'in-review';
  const at = {
    items,
    at: Math.max(
      0,
      items.findIndex(({ itemId }) => itemId === props.item),
    ),
  };
  const hand = useHand(request, at);
  const codes = useCodes(request.id).data ?? { law: request.law, codes: [] };
  const review = items[at.at];
  if (review === undefined) return <p>{say('review.empty')}</p>;
  return (
    <>
      {hand.open === 'help' ? <KeysHelp close={() => hand.setOpen(null)} /> : null}
      <div className="ak-review">
        <QueuePart request={request} hand={hand} at={at} may={may} />
        <div>
          <Bar hand={hand} at={at} may={may} />
          {hand.open === 'withhold' ? <Withhold hand={hand} codes={codes} /> : <Said decisions={hand.decisions} />}
          <ItemAtHand key={review.itemId} request={request} review={review} codes={codes} may={may} />
        </div>
      </div>
    </>
  );
}
