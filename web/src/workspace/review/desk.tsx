import { Button } from '@trussworks/react-uswds';
import { type ReactNode, useCallback, useState } from 'react';
import type { RequestView } from '../../../../src/requests/request.types.js';
import type { CodesView, ReviewItem } from '../../../../src/requests/review/review.types.js';
import type { Pass } from '../../../../src/requests/review/standing-decision.rules.js';
import { useSay } from '../../frame/language.js';
import { Notice } from '../../frame/notice.js';
import { usePlaces } from '../../frame/places.js';
import { Part } from '../../frame/screen.js';
import { ThreadRecord } from '../../records/thread-record.js';
import { Answer, Trouble } from '../answers.js';
import { withQuery } from '../api.js';
import { useItem, useMay, useThread } from '../reads.js';
import { requestPath, useCodes } from '../requests/request-reads.js';
import { GroundForm } from './ground-form.js';
import { ItemPane } from './item-pane.js';
import { KeysHelp, type ReviewKey, useReviewKeys } from './keys.js';
import { Queue, shownOf } from './queue.js';
import { type Covering, settled, useCover } from './use-cover.js';
import { type Decided, type Decisions, useDecisions } from './use-decisions.js';
import { useCovered } from './words.js';

const DECISION_KEYS = { r: 'responsive', n: 'not-about', p: 'in-part' } as const;

export function reviewAddress(requestId: string, item?: string): string {
  return withQuery(requestPath(requestId, '/review'), { item });
}

/** The place of the next item after this one that nobody has decided; the next one where all are. */
function nextOpen(items: readonly ReviewItem[], at: number, done: ReadonlySet<string>): number {
  const order = [...items.keys()].map((step) => (at + 1 + step) % items.length);
  const open = order.find((i) => items[i]?.decision === 'undecided' && !done.has(items[i]?.itemId ?? ''));
  return open ?? Math.min(at + 1, items.length - 1);
}

function PassChoice({ pass, choose }: { pass: Pass; choose: (pass: Pass) => void }): ReactNode {
  const say = useSay();
  return (
    <fieldset className="usa-fieldset ak-pass">
      <legend className="ak-label">{say('review.pass')}</legend>
      {(['first', 'second'] as const).map((one) => (
        <div key={one} className="usa-radio">
          <input
            id={`pass-${one}`}
            className="usa-radio__input"
            type="radio"
            name="pass"
            checked={pass === one}
            onChange={() => choose(one)}
          />
          <label className="usa-radio__label" htmlFor={`pass-${one}`}>
            {say(`review.pass-${one}`)}
          </label>
        </div>
      ))}
    </fieldset>
  );
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
      <Button type="button" unstyled onClick={() => press('?')}>
        {say('review.keys')} <kbd className="ak-key">?</kbd>
      </Button>
    </div>
  );
}

/** One item with its thread; the form for a ground opens above it, where the focus goes. */
function ItemAtHand(props: { request: RequestView; review: ReviewItem; codes: CodesView; may: boolean }): ReactNode {
  const say = useSay();
  const { request, review, codes, may } = props;
  const item = useItem(review.itemId);
  const thread = useThread(review.itemId);
  const covering = useCover(request.id, review.itemId);
  return (
    <>
      <Part title={say('review.item')} id="review-item" className="ak-card">
        <Answer of={item}>
          {(data) => (
            <>
              <CoverForm covering={covering} codes={codes} item={data} />
              <ItemPane
                key={review.itemId}
                requestId={request.id}
                item={data}
                review={review}
                cover={may ? covering.ask : null}
              />
            </>
          )}
        </Answer>
      </Part>
      <Part title={say('review.thread')} id="review-thread">
        <Answer of={thread}>{(data) => <ThreadRecord thread={data} chosen={review.itemId} />}</Answer>
      </Part>
    </>
  );
}

function CoverForm(props: {
  covering: Covering;
  codes: CodesView;
  item: Parameters<ReturnType<typeof useCovered>>[1];
}): ReactNode {
  const say = useSay();
  const covered = useCovered();
  const { covering, codes, item } = props;
  if (covering.target === null) return null;
  const what = covered(settled(covering.target), item);
  return (
    <GroundForm
      key={what}
      title={say('cover.suggested', { what })}
      go={say('cover.go')}
      codes={codes}
      usual={covering.code}
      problem={covering.problem}
      isBusy={covering.isBusy}
      give={covering.give}
      leave={covering.leave}
    />
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
  const decide = (decision: Decided, ground?: Parameters<Parameters<typeof GroundForm>[0]['give']>[0]): void =>
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
  const press = (key: ReviewKey): void => {
    if (key === 'j') return hand.show(at + 1);
    if (key === 'k') return hand.show(at - 1);
    if (key === '?') return hand.setOpen('help');
    if (key === 'c') return document.querySelector<HTMLElement>('.ak-cover__text')?.focus();
    if (!may || hand.decisions.isBusy) return undefined;
    if (key === 'u') return hand.decisions.undo();
    if (key === 'x') return hand.toggle(items[at]?.itemId ?? '');
    if (key !== 'w') return hand.decide(DECISION_KEYS[key]);
    hand.decisions.clear();
    return hand.setOpen('withhold');
  };
  return press;
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

/** The queue on one side, the item at hand on the other; everything by one key each. */
export function ReviewDesk(props: {
  request: RequestView;
  items: readonly ReviewItem[];
  item: string | undefined;
}): ReactNode {
  const say = useSay();
  const { request, items } = props;
  const may = useMay('request.review') && request.state === 'in-review';
  const at = Math.max(
    0,
    items.findIndex(({ itemId }) => itemId === props.item),
  );
  const hand = useHand(request, { items, at });
  const codes = useCodes(request.id).data ?? { law: request.law, codes: [] };
  const [isOn, setOn] = useState(true);
  const press = usePress(hand, { items, at }, may);
  useReviewKeys(isOn, press);
  const address = useCallback((itemId: string) => reviewAddress(request.id, itemId), [request.id]);
  const review = items[at];
  if (review === undefined) return <p>{say('review.empty')}</p>;
  return (
    <>
      {hand.open === 'help' ? <KeysHelp close={() => hand.setOpen(null)} /> : null}
      <div className="ak-review">
        <Part title={say('review.queue')} id="review-queue">
          <KeysSwitch isOn={isOn} set={setOn} />
          {may && request.secondReview ? <PassChoice pass={hand.pass} choose={hand.setPass} /> : null}
          {may ? <Selection hand={hand} rows={shownOf({ items, at }).rows} /> : null}
          <Queue items={items} at={at} chosen={hand.chosen} address={address} toggle={may ? hand.toggle : null} />
        </Part>
        <div>
          <div className="ak-review__bar">
            <Place items={items} at={at} />
            {may ? <Buttons press={press} isBusy={hand.decisions.isBusy} many={hand.targets.length} /> : null}
            <div className="ak-buttons">
              <Button type="button" unstyled onClick={() => press('k')}>
                {say('review.previous')}
              </Button>
              <Button type="button" unstyled onClick={() => press('j')}>
                {say('review.next')}
              </Button>
            </div>
          </div>
          {hand.open === 'withhold' ? <Withhold hand={hand} codes={codes} /> : <Said decisions={hand.decisions} />}
          <ItemAtHand key={review.itemId} request={request} review={review} codes={codes} may={may} />
        </div>
      </div>
    </>
  );
}

function KeysSwitch({ isOn, set }: { isOn: boolean; set: (isOn: boolean) => void }): ReactNode {
  const say = useSay();
  return (
    <div className="usa-checkbox ak-compare">
      <input
        id="keys-on"
        className="usa-checkbox__input"
        type="checkbox"
        checked={isOn}
        onChange={(event) => set(event.target.checked)}
      />
      <label className="usa-checkbox__label" htmlFor="keys-on">
        {say('review.keys-on')}
      </label>
    </div>
  );
}
