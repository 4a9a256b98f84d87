import { Label } from '@trussworks/react-uswds';
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import type { Discovered } from '../../../../src/search/discovery/discovery.types.js';
import { useSay } from '../../frame/language.js';
import { GoTo, usePlaces } from '../../frame/places.js';
import { Part } from '../../frame/screen.js';
import { ItemRows } from '../../records/item-rows.js';
import { isolated } from '../../records/plain-text.js';
import { Trouble } from '../answers.js';
import { withQuery } from '../api.js';
import { useDiscovered } from './discover-reads.js';

/** So long after the last key somebody has stopped typing. */
const PAUSE_MS = 200;
const SUGGESTIONS = 8;

function usePaused(text: string): string {
  const [paused, setPaused] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setPaused(text), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return paused;
}

/** Which engine suggests, what it forgives, and what it may be missing. */
function IndexNote({ found }: { found: Discovered }): ReactNode {
  const say = useSay();
  const { engine, index, behind, typos } = found;
  return (
    <p className="ak-quiet">
      {say(`discover.engine.${engine}`)}{' '}
      {index === 'ready' ? say('discover.typos', { n: typos }) : say(`discover.${index}`)}{' '}
      {index === 'ready' && behind > 0 ? say('discover.behind', { n: behind }) : null}
    </p>
  );
}

function Suggestions({ found }: { found: Discovered }): ReactNode {
  const say = useSay();
  const { items, meant, more, exact, instead } = found;
  return (
    <>
      <div role="status">
        {instead === null ? (
          <p>{say('discover.suggestions', { n: items.length, more: String(more) })}</p>
        ) : (
          <p>{say(`discover.${instead}`)}</p>
        )}
        {meant.map(({ typed, also }) => (
          <p key={typed} className="ak-quiet">
            {say('discover.meant', { typed: isolated(typed, 40), also: isolated(also.join(', '), 200) })}
          </p>
        ))}
      </div>
      <ItemRows items={items} />
      {exact === null ? null : (
        <p>
          <GoTo href={withQuery('/search', { text: exact })}>
            {say('discover.exact', { query: isolated(exact, 100) })}
          </GoTo>
        </p>
      )}
      <IndexNote found={found} />
    </>
  );
}

/** The field, and the links among the suggestions that open an item, in order. */
function stopsIn(part: HTMLElement): HTMLElement[] {
  return [...part.querySelectorAll<HTMLElement>('input, a.ak-row__link')];
}

/** One stop further, or back. */
function moveFocus(event: KeyboardEvent<HTMLElement>, by: 1 | -1): void {
  const stops = stopsIn(event.currentTarget);
  const next = stops[stops.findIndex((stop) => stop === document.activeElement) + by];
  if (next === undefined) return;
  event.preventDefault();
  next.focus();
}

/**
 * Suggestions while somebody types. The arrows lead through them and back, Enter makes a search of records of what was
 * typed, Escape leaves it as it was.
 */
export function DiscoverPart(): ReactNode {
  const say = useSay();
  const { go } = usePlaces();
  const [text, setText] = useState('');
  const field = useRef<HTMLInputElement>(null);
  const paused = usePaused(text);
  const found = useDiscovered(paused, SUGGESTIONS);
  const exact = paused === text && !found.isPlaceholderData ? found.data?.exact : null;
  const keys: Readonly<Record<string, (event: KeyboardEvent<HTMLElement>) => void>> = {
    ArrowDown: (event) => moveFocus(event, 1),
    ArrowUp: (event) => moveFocus(event, -1),
    Escape: () => {
      setText('');
      field.current?.focus();
    },
    Enter: (event) => {
      if (event.target === field.current && text.trim() !== '')
        go(withQuery('/search', { text: exact ?? text.trim() }));
    },
  };
  return (
    <Part title={say('discover.title')} id="discover">
      <div onKeyDown={(event) => keys[event.key]?.(event)}>
        <Label htmlFor="discover-words">{say('discover.words')}</Label>
        <span className="usa-hint" id="discover-hint">
          {say('discover.hint')}
        </span>
        <input
          ref={field}
          className="usa-input"
          id="discover-words"
          type="search"
          autoComplete="off"
          spellCheck={false}
          maxLength={200}
          value={text}
          onChange={(event) => setText(event.target.value)}
          aria-describedby="discover-hint"
        />
        {found.error === null ? null : <Trouble problem={found.error} />}
        {found.data === undefined || text.trim() === '' ? null : <Suggestions found={found.data} />}
      </div>
    </Part>
  );
}
