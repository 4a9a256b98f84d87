import { type ReactNode, useMemo } from 'react';
import { useSay } from '../frame/language.js';
import { clipText } from './clip-text.rules.js';

function saveText(text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'text/plain;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = 'text.txt';
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** BCP 47 as platforms give it, `pl` or `pt-BR`; anything else says nothing about how the text is read aloud. */
function languageOf(lang: string | null | undefined): string | undefined {
  return typeof lang === 'string' && /^[a-z]{2,3}(-[a-z0-9]{2,8})*$/i.test(lang) ? lang : undefined;
}

/**
 * What somebody else wrote. Always a text node, its writing direction its own and kept from running into ours, cut
 * where it is too long to draw.
 */
export function PlainText(props: { text: string; lang?: string | null; className?: string }): ReactNode {
  const say = useSay();
  const clip = useMemo(() => clipText(props.text), [props.text]);
  if (props.text === '') return <p className="ak-quiet">{say('item.no-text')}</p>;
  return (
    <>
      <p className={`ak-words ${props.className ?? ''}`}>
        <bdi dir="auto" lang={languageOf(props.lang)}>
          {clip.text}
        </bdi>
      </p>
      {clip.clipped ? (
        <p className="ak-quiet">
          {say('item.clipped', { shown: clip.shown, all: clip.all })}{' '}
          <button type="button" className="usa-button usa-button--unstyled" onClick={() => saveText(props.text)}>
            {say('item.save-text')}
          </button>
        </p>
      ) : null}
    </>
  );
}

/** A name or handle somebody chose: short, isolated, on one line. */
export function Name({ children, limit = 80 }: { children: string; limit?: number }): ReactNode {
  const clip = clipText(children.replaceAll(/\s+/g, ' '), limit);
  return (
    <bdi className="ak-name">
      {clip.text}
      {clip.clipped ? '…' : ''}
    </bdi>
  );
}

/** The same as a word inside a sentence, where no element can stand: isolated by U+2068 and U+2069. */
export function isolated(name: string, limit = 80): string {
  const clip = clipText(name.replaceAll(/[\s\u2066-\u2069\u202A-\u202E]+/g, ' '), limit);
  return `\u2068${clip.text}${clip.clipped ? '…' : ''}\u2069`;
}
