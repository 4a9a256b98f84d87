import { type ReactNode, useEffect, useRef } from 'react';
import { usePlaces } from './places.js';
import { useSay } from './language.js';

let shownBefore: string | null = null;
let hasMoved = false;

/**
 * One screen: its h1 is the document's title, and receives the focus when a person comes from another screen, so that
 * a screen reader begins there. On the first screen the browser's own start is left alone.
 */
export function Screen(props: {
  title: string;
  lede?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}): ReactNode {
  const say = useSay();
  const { here } = usePlaces();
  const heading = useRef<HTMLHeadingElement>(null);
  // A title bar shows the marks that keep a name's direction to itself as boxes; it needs none.
  const title = `${props.title.replaceAll(/[\u2066-\u2069]/g, '')} · ${say('app.name')}`;
  useEffect(() => {
    document.title = title;
  }, [title]);
  useEffect(() => {
    const moved = shownBefore !== null && shownBefore !== here;
    shownBefore = here;
    hasMoved ||= moved;
    if (moved) window.scrollTo(0, 0);
    // Where a screen takes the place of another (or of its own waiting), the focus went with what was taken away.
    const isLost = hasMoved && document.activeElement === document.body;
    if (moved || isLost) heading.current?.focus({ preventScroll: true });
  }, [here]);
  return (
    <main id="content" className="ak-main" tabIndex={-1}>
      <div className="ak-head">
        <h1 ref={heading} tabIndex={-1} className="ak-title">
          <bdi>{props.title}</bdi>
        </h1>
        {props.actions === undefined ? null : <div className="ak-actions">{props.actions}</div>}
      </div>
      {props.lede === undefined ? null : <p className="ak-lede">{props.lede}</p>}
      {props.children}
    </main>
  );
}

/** A part of a screen under its own heading. */
export function Part(props: { title: string; id: string; className?: string; children: ReactNode }): ReactNode {
  return (
    <section className={`ak-part ${props.className ?? ''}`} aria-labelledby={props.id}>
      <h2 id={props.id} className="ak-part__title">
        {props.title}
      </h2>
      {props.children}
    </section>
  );
}
