import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import { IntlProvider, useIntl } from 'react-intl';
import { type PageKey, pageSentences } from '../../../src/platform/sentences/page.sentences.js';
import type { Language } from '../../../src/platform/sentences/sentences.js';

const messages: Readonly<Record<Language, Record<string, string>>> = { en: pick('en'), pl: pick('pl') };

function pick(language: Language): Record<string, string> {
  return Object.fromEntries(Object.entries(pageSentences).map(([key, pair]) => [key, pair[language]]));
}

const NAMES: readonly (readonly [Language, string])[] = [
  ['en', 'English'],
  ['pl', 'Polski'],
];

interface Choice {
  readonly language: Language;
  readonly choose: (language: Language) => void;
  /** For whoever has chosen none. */
  readonly suggest: (language: Language) => void;
}

const LanguageContext = createContext<Choice>({
  language: 'en',
  choose: () => undefined,
  suggest: () => undefined,
});

const STORED = 'akta.language';

/** Storage is closed to a page opened from disk in some browsers; the choice then lasts as long as the page. */
function stored(): Language | null {
  try {
    const value = localStorage.getItem(STORED);
    return value === 'en' || value === 'pl' ? value : null;
  } catch {
    return null;
  }
}

function store(language: Language): void {
  try {
    localStorage.setItem(STORED, language);
  } catch {
    // The page works without it.
  }
}

export function LanguageProvider({ first, children }: { first?: Language; children: ReactNode }): ReactNode {
  const [language, setLanguage] = useState<Language>(
    () => stored() ?? first ?? (navigator.language.startsWith('pl') ? 'pl' : 'en'),
  );
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  const choice = useMemo(
    () => ({
      language,
      choose: (next: Language) => {
        store(next);
        setLanguage(next);
      },
      suggest: (next: Language) => {
        if (stored() === null) setLanguage(next);
      },
    }),
    [language],
  );
  return (
    <LanguageContext value={choice}>
      <IntlProvider locale={language} messages={messages[language]} onError={fail}>
        {children}
      </IntlProvider>
    </LanguageContext>
  );
}

function fail(problem: Error): never {
  throw problem;
}

export function useLanguage(): Language {
  return useContext(LanguageContext).language;
}

/** What is shown speaks this language, unless its reader has chosen one. */
export function useSuggestedLanguage(language: Language | undefined): void {
  const { suggest } = useContext(LanguageContext);
  useEffect(() => {
    if (language !== undefined) suggest(language);
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- said once for each language
  }, [language]);
}

export type Say = (key: PageKey, values?: Readonly<Record<string, string | number>>) => string;

/** The sentence under a key in the reader's language. */
export function useSay(): Say {
  const intl = useIntl();
  return (key, values) => intl.formatMessage({ id: key }, values);
}

export function LanguageSwitch(): ReactNode {
  const { language, choose } = useContext(LanguageContext);
  const say = useSay();
  return (
    <div className="ak-languages" role="group" aria-label={say('frame.language')}>
      {NAMES.map(([key, name]) => (
        <button
          key={key}
          type="button"
          lang={key}
          className="ak-language"
          aria-pressed={language === key}
          onClick={() => choose(key)}
        >
          {name}
        </button>
      ))}
    </div>
  );
}
