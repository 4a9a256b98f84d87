import { Button } from '@trussworks/react-uswds';
import { type KeyboardEvent, type ReactNode, useEffect, useId, useMemo, useRef, useState } from 'react';
import type { AskedTarget } from '../../../../src/requests/review/redaction-target.rules.js';
import type { RedactionView } from '../../../../src/requests/review/review.types.js';
import { useSay } from '../../frame/language.js';
import type { TextPart } from './parts.rules.js';
import { type Run, runsOf, storedRange, type StoredRange } from './stored-range.rules.js';
import { partName } from './words.js';

/** Of what the reader has selected on the page, what lies in this element; in UTF-16 units of its text. */
function selectedIn(element: HTMLElement): readonly [number, number] | null {
  const selection = document.getSelection();
  if (selection === null || selection.rangeCount === 0) return null;
  const range = selection.getRangeAt(0);
  if (!element.contains(range.startContainer) || !element.contains(range.endContainer)) return null;
  const before = document.createRange();
  before.selectNodeContents(element);
  before.setEnd(range.startContainer, range.startOffset);
  const from = before.toString().length;
  return [from, from + range.toString().length];
}

function Runs({ runs }: { runs: readonly Run[] }): ReactNode {
  return runs.map((run, i) => (
    <span
      key={`${i} ${run.codes.join(' ')}`}
      className={run.codes.length === 0 ? undefined : 'ak-box'}
      data-codes={run.codes.length === 0 ? undefined : run.codes.join(', ')}
    >
      {run.text}
    </span>
  ));
}

/** The selection in a text, taken by Enter or by a button. */
function useTake(text: string, cover: ((range: StoredRange) => void) | null) {
  const element = useRef<HTMLDivElement>(null);
  const [isEmpty, setEmpty] = useState(false);
  useReadOnly(element);
  const take = (): void => {
    const selected = element.current === null ? null : selectedIn(element.current);
    const range = selected === null ? null : storedRange(text, selected[0], selected[1]);
    setEmpty(range === null && cover !== null);
    if (range !== null) cover?.(range);
  };
  const press = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') element.current?.blur();
    if (event.key !== 'Enter') return;
    event.preventDefault();
    take();
  };
  return { element, isEmpty, take, press };
}

/** What of a text is covered; the text is never changed, so what is typed into it goes nowhere. */
export function CoverText(props: {
  of: TextPart;
  version: number;
  lang: string | null;
  redactions: readonly RedactionView[];
  cover: ((target: AskedTarget) => void) | null;
}): ReactNode {
  const say = useSay();
  const { part, text } = props.of;
  const { version, cover, redactions } = props;
  const label = useId();
  const runs = useMemo(() => runsOf(text, rangesIn(redactions, version, part)), [text, redactions, version, part]);
  const mark = cover === null ? null : (range: StoredRange) => cover({ version, part, ...range });
  const { element, isEmpty, take, press } = useTake(text, mark);
  return (
    <div className="ak-cover">
      <h3 className="ak-label" id={label}>
        {partName(part, say)}
      </h3>
      <div
        ref={element}
        className="ak-cover__text"
        role="textbox"
        aria-multiline="true"
        aria-readonly="true"
        aria-labelledby={label}
        tabIndex={0}
        contentEditable={cover !== null}
        suppressContentEditableWarning
        spellCheck={false}
        dir="auto"
        data-part={part}
        lang={props.lang ?? undefined}
        onKeyDown={press}
      >
        <Runs runs={runs} />
      </div>
      {cover === null ? null : (
        <Button type="button" unstyled onMouseDown={(event) => event.preventDefault()} onClick={take}>
          {say('cover.selection')}
        </Button>
      )}
      <span role="status">{isEmpty ? say('cover.nothing') : ''}</span>
    </div>
  );
}

function rangesIn(
  redactions: readonly RedactionView[],
  version: number,
  part: string,
): (StoredRange & { readonly code: string })[] {
  return redactions.flatMap((one) =>
    one.version === version && one.part === part && one.range !== null ? [{ ...one.range, code: one.ground.code }] : [],
  );
}

/** A text that can hold a caret, and so a selection made by keyboard, and takes no change. */
function useReadOnly(element: { readonly current: HTMLElement | null }): void {
  useEffect(() => {
    const refuse = (event: Event): void => event.preventDefault();
    const { current } = element;
    for (const type of ['beforeinput', 'drop', 'paste', 'cut']) current?.addEventListener(type, refuse);
    return () => {
      for (const type of ['beforeinput', 'drop', 'paste', 'cut']) current?.removeEventListener(type, refuse);
    };
  }, [element]);
}
