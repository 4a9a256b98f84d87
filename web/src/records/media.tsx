import type { ReactNode } from 'react';
import type { MediumView } from '../../../src/archive/views.types.js';
import { useLanguage, useSay } from '../frame/language.js';
import { sizeInWords } from '../../../src/platform/sentences/size.rules.js';
import { clipText } from './clip-text.rules.js';
import { PlainText } from './plain-text.js';

/** Bytes come from our own archive or from the bundle's folder; an address that leads elsewhere is never loaded. */
export function isOurs(href: string): boolean {
  return !/^[a-z][a-z0-9+.-]*:/i.test(href) && !href.startsWith('//') && !href.includes('\\');
}

function Shown({ medium, href }: { medium: MediumView; href: string }): ReactNode {
  const say = useSay();
  const alt = clipText(medium.alt, 2_000).text;
  const mime = medium.mime ?? '';
  if (mime.startsWith('image/')) {
    return <img className="ak-medium__image" src={href} alt={alt === '' ? say('medium.no-alt') : alt} loading="lazy" />;
  }
  const label = alt === '' ? say('medium.other', { n: medium.ordinal, mime }) : alt;
  if (mime.startsWith('video/')) {
    return <video className="ak-medium__image" src={href} controls preload="metadata" aria-label={label} />;
  }
  if (mime.startsWith('audio/')) return <audio src={href} controls preload="metadata" aria-label={label} />;
  return (
    <a className="usa-link" href={href} download>
      {say('medium.other', { n: medium.ordinal, mime: mime === '' ? '?' : mime })}
    </a>
  );
}

function Medium({ medium }: { medium: MediumView }): ReactNode {
  const say = useSay();
  const language = useLanguage();
  const href = medium.href !== null && isOurs(medium.href) ? medium.href : null;
  return (
    <figure className="ak-medium">
      {href === null ? (
        <p className="ak-medium__missing">{say('medium.missing')}</p>
      ) : (
        <Shown medium={medium} href={href} />
      )}
      <figcaption>
        <span className="ak-label">{say('medium.alt')}</span>
        {medium.alt === '' ? <p className="ak-quiet">{say('medium.no-alt')}</p> : <PlainText text={medium.alt} />}
        {medium.mime !== null && medium.bytes !== null ? (
          <p className="ak-quiet">
            {say('medium.size', { mime: medium.mime, size: sizeInWords(medium.bytes, language) })}
          </p>
        ) : null}
      </figcaption>
    </figure>
  );
}

export function Media({ media }: { media: readonly MediumView[] }): ReactNode {
  if (media.length === 0) return null;
  return (
    <div className="ak-media">
      {media.map((medium) => (
        <Medium key={medium.ordinal} medium={medium} />
      ))}
    </div>
  );
}
