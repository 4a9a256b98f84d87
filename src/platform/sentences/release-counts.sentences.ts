/** What became of everything a request found: one sum, the same words wherever it is told. */
export const releaseCounts = {
  en: 'Found {found} = released {released} + released in part {inPart} + withheld {withheld} + not about the request {notAbout}. An item is one post or reply with all its versions ({versions, plural, one {# version} other {# versions}} released in full or part).',
  pl: 'Znaleziono {found} = udostępniono {released} + udostępniono częściowo {inPart} + odmówiono {withheld} + nie dotyczy wniosku {notAbout}. Wpis to jeden post lub jedna odpowiedź wraz ze wszystkimi wersjami (udostępniono w całości lub części {versions, plural, one {# wersję} few {# wersje} many {# wersji} other {# wersji}}).',
} as const;
