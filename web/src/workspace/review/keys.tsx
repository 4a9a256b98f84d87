import { type ReactNode, useEffect, useRef } from 'react';
import { Button } from '@trussworks/react-uswds';
import { useSay } from '../../frame/language.js';

export const KEYS = ['j', 'k', 'r', 'n', 'w', 'p', 'u', 'x', 'c'] as const;
export type ReviewKey = (typeof KEYS)[number] | '?';

function isWriting(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('input, select, textarea, [contenteditable="true"]') !== null;
}

function isBox(target: EventTarget | null): boolean {
  return target instanceof HTMLInputElement && target.type === 'checkbox';
}

/** Single keys, while they are switched on and nobody is writing into a field. */
export function useReviewKeys(isOn: boolean, press: (key: ReviewKey) => void): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      if (!isOn || event.ctrlKey || event.metaKey || event.altKey) return;
      if (isWriting(event.target) && !isBox(event.target)) return;
      if (document.querySelector('dialog[open]') !== null) return;
      const key = event.key === '?' ? '?' : KEYS.find((one) => one === event.key.toLowerCase());
      if (key === undefined) return;
      event.preventDefault();
      press(key);
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, [isOn, press]);
}

/** The list of keys, over the page; Escape closes it and the focus returns to where it was. */
export function KeysHelp({ close }: { close: () => void }): ReactNode {
  const say = useSay();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} className="ak-dialog" aria-labelledby="review-keys" onClose={close}>
      <h2 id="review-keys" className="ak-part__title">
        {say('review.keys')}
      </h2>
      <dl className="ak-facts">
        {KEYS.map((key) => (
          <div key={key}>
            <dt>
              <kbd className="ak-key">{key.toUpperCase()}</kbd>
            </dt>
            <dd>{say(`review.key.${key}`)}</dd>
          </div>
        ))}
        <div>
          <dt>
            <kbd className="ak-key">?</kbd>
          </dt>
          <dd>{say('review.key.help')}</dd>
        </div>
      </dl>
      <Button type="button" onClick={() => dialog.current?.close()}>
        {say('review.keys-close')}
      </Button>
    </dialog>
  );
}
