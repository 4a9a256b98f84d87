import { createContext, type MouseEvent, type ReactNode, useContext } from 'react';

/**
 * Where things are shown. The workspace answers with addresses of the server, the viewer with fragments of one file,
 * so components link without knowing which of the two they stand in.
 */
export interface Places {
  /** Path of the screen shown now, without its query. */
  readonly here: string;
  readonly item: (id: string) => string;
  readonly thread: (itemId: string) => string;
  readonly account: (id: string) => string | null;
  readonly go: (href: string) => void;
  /** False in the viewer: an outside address is text there, never a link. */
  readonly outsideLinks: boolean;
}

const PlacesContext = createContext<Places>({
  here: '',
  item: () => '#',
  thread: () => '#',
  account: () => null,
  go: () => undefined,
  outsideLinks: false,
});

export const PlacesProvider = PlacesContext.Provider;

export function usePlaces(): Places {
  return useContext(PlacesContext);
}

/** A link within the page: an ordinary anchor, followed without loading the page anew. */
export function GoTo(props: {
  href: string;
  className?: string;
  current?: boolean;
  label?: string;
  children: ReactNode;
}): ReactNode {
  const { go } = usePlaces();
  const follow = (event: MouseEvent): void => {
    const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
    if (!plain) return;
    event.preventDefault();
    go(props.href);
  };
  return (
    <a
      href={props.href}
      className={props.className ?? 'usa-link'}
      aria-current={props.current === true ? 'page' : undefined}
      aria-label={props.label}
      onClick={follow}
    >
      {props.children}
    </a>
  );
}

/** An address outside. Only http(s) becomes a link, and only where links may lead out; all else is text. */
export function OutsideAddress({ url }: { url: string }): ReactNode {
  const { outsideLinks } = usePlaces();
  const text = <bdi className="ak-address">{url.length > 200 ? `${url.slice(0, 200)}…` : url}</bdi>;
  if (!outsideLinks || !/^https?:\/\//i.test(url)) return text;
  return (
    <a className="usa-link" href={url} rel="noreferrer noopener external">
      {text}
    </a>
  );
}
