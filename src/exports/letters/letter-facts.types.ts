import type { Language } from '../../platform/index.js';

/** One place of a letter: what is withheld under which code, and why it applies here. */
export interface CodeFact {
  readonly code: string;
  /** The facts for which the code applies, in the officer's words. */
  readonly why: string;
  readonly statute?: string;
  /** Foreseen harm, or why the public interest lies in withholding. */
  readonly harm?: string;
  /** Only where no library holds the code. */
  readonly citation?: string;
  readonly title?: string;
}

export interface PersonFact {
  readonly name: string;
  readonly title: string;
}

export interface HashFact {
  readonly path: string;
  readonly sha256: string;
}

interface Shapes {
  readonly name: string;
  readonly text: string;
  readonly day: string;
  readonly count: number;
  readonly lines: readonly string[];
  readonly codes: readonly CodeFact[];
  readonly people: readonly PersonFact[];
  readonly hashes: readonly HashFact[];
}
/** `name` is a short text of one line. */
export type FactShape = keyof Shapes;

export interface FactSpec<S extends FactShape = FactShape> {
  readonly shape: S;
  /** How a sentence names it. */
  readonly label: Readonly<Record<Language, string>>;
  readonly example: Shapes[S];
}

function fact<S extends FactShape>(shape: S, en: string, pl: string, example: Shapes[S]): FactSpec<S> {
  return { shape, label: { en, pl }, example };
}

/** Every fact a letter may state: its shape, its name in words and an example. A template can name no other. */
export const FACTS = {
  bodyName: fact('name', 'the name of the body', 'nazwa organu', 'City of Newford'),
  bodyAddress: fact('lines', 'the address of the body', 'adres organu', ['1 Plank Street', 'Newford, IL 61000']),
  bodyCountry: fact('name', 'the country of the body', 'kraj organu', 'US-IL'),
  bodyContact: fact('name', 'telephone and e-mail of the body', 'telefon i e-mail organu', 'foia@newford.example'),
  place: fact('name', 'the place of the letter', 'miejscowość', 'Newford'),
  date: fact('day', 'the day of the letter', 'data pisma', '2026-05-28'),
  officerName: fact('name', 'the name of the officer', 'imię i nazwisko osoby prowadzącej sprawę', 'Marta Zielinski'),
  officerTitle: fact('name', 'the title of the officer', 'stanowisko osoby prowadzącej sprawę', 'FOIA Officer'),
  officerContact: fact('name', 'how the officer is reached', 'dane kontaktowe osoby prowadzącej sprawę', '555-0100'),
  requesterName: fact('name', 'the name of the requester', 'imię i nazwisko wnioskodawcy', 'Dana Whitlock'),
  requesterAddress: fact('lines', 'the address of the requester', 'adres wnioskodawcy', ['dana@ledger.example']),
  tracking: fact('name', 'the tracking number', 'znak sprawy', '2026-0031'),
  asked: fact(
    'text',
    'what was asked for',
    'treść wniosku',
    'All posts and replies from May 18 to 20 about the flood.',
  ),
  received: fact('day', 'the day of receipt', 'data wpływu wniosku', '2026-05-20'),
  due: fact('day', 'the due date', 'termin', '2026-05-28'),
  dueArithmetic: fact(
    'text',
    'how the due date was counted',
    'sposób obliczenia terminu',
    'Five business days after 20 May, without 23–24 May (weekend) and 25 May (Memorial Day).',
  ),
  extensionGround: fact(
    'text',
    'the ground of the extension',
    'przyczyna przedłużenia terminu',
    'The request requires the collection of a substantial number of specified records.',
  ),
  extendedDue: fact('day', 'the new due date', 'nowy termin', '2026-06-04'),
  extensionArithmetic: fact(
    'text',
    'how the new due date was counted',
    'sposób obliczenia nowego terminu',
    'Five business days after the original due date of 28 May, without 30–31 May (weekend).',
  ),
  found: fact('count', 'how many items were found', 'liczba znalezionych wpisów', 25),
  released: fact('count', 'how many items are released', 'liczba udostępnionych wpisów', 22),
  inPart: fact('count', 'how many items are released in part', 'liczba wpisów udostępnionych częściowo', 2),
  withheld: fact('count', 'how many items are withheld', 'liczba wpisów, których nie udostępniono', 0),
  notAbout: fact('count', 'how many items are not about the request', 'liczba wpisów spoza wniosku', 1),
  versions: fact('count', 'how many versions are released in full or part', 'liczba udostępnionych wersji', 26),
  codes: fact('codes', 'the grounds of withholding', 'podstawy odmowy lub ograniczenia', [
    { code: '7(1)(b)', why: 'A home address and a telephone number stand in two replies of residents.' },
  ]),
  responsible: fact('people', 'the persons responsible for the decision', 'osoby odpowiedzialne za rozstrzygnięcie', [
    { name: 'Marta Zielinski', title: 'FOIA Officer' },
  ]),
  protectedSubjects: fact(
    'lines',
    'whose interests the decision protects',
    'podmioty, ze względu na których dobra wydano decyzję',
    ['two residents of Mill Street'],
  ),
  searched: fact(
    'text',
    'what was searched',
    'opis przeszukanego zbioru',
    'All versions of all items on 5 accounts, 18 May 00:00 to 20 May 24:00, Chicago time.',
  ),
  gaps: fact('lines', 'the gaps in the period', 'luki w okresie', [
    'City of Newford (Mastodon), 19 May 2026, 13:53 to 14:21 (28 minutes): the platform did not answer.',
  ]),
  gapMinutes: fact('count', 'the minutes of the gaps', 'łączny czas luk w minutach', 104),
  known: fact('lines', 'known accounts that are not archived', 'znane konta, które nie są archiwizowane', [
    'Newford Parks (Instagram): permission asked on 4 May 2026.',
  ]),
  fee: fact('text', 'the statement on fees', 'informacja o opłacie', 'The copies are electronic and cost nothing.'),
  bundleName: fact('name', 'the name of the bundle', 'nazwa pakietu', 'NEWFORD-2026-0031'),
  bundleHash: fact(
    'name',
    'the SHA-256 of the bundle',
    'skrót SHA-256 pakietu',
    '7d865e959b2466918c9863afca942d0fb89d7c9ac0c99bafc3749504ded97730',
  ),
  logKey: fact('name', 'the key of the log', 'klucz rejestru', 'a1b2 c3d4 e5f6 0718'),
  appealBody: fact('name', 'the body that decides on an appeal', 'organ odwoławczy', 'Office of the City Clerk'),
  appealAddress: fact('lines', 'the address for an appeal', 'adres do wniesienia odwołania', [
    '1 Plank Street',
    'Newford',
  ]),
  appealDays: fact('count', 'the days to appeal', 'liczba dni na odwołanie', 90),
  authorityName: fact('name', 'the supervising authority', 'organ nadzorczy', 'Public Access Counselor'),
  authorityAddress: fact('lines', 'the address of the supervising authority', 'adres organu nadzorczego', [
    '500 South Second Street',
  ]),
  authorityPhone: fact(
    'name',
    'the telephone number of the supervising authority',
    'telefon organu nadzorczego',
    '877-299-3642',
  ),
  courtName: fact(
    'name',
    'the court that reviews the decision',
    'sąd właściwy do kontroli',
    'Circuit Court of Plank County',
  ),
  liaison: fact(
    'name',
    'how the FOIA Public Liaison is reached',
    'kontakt do FOIA Public Liaison',
    '555-0101, liaison@agency.example',
  ),
  referralBody: fact('name', 'the body the request is referred to', 'organ właściwy', 'Plank County Sheriff'),
  referralAddress: fact('lines', 'the address of that body', 'adres organu właściwego', ['2 Court Square', 'Newford']),
  referralReason: fact(
    'text',
    'why it is referred',
    'przyczyna przekazania',
    'The accounts asked about are run by the county.',
  ),
  question: fact('text', 'the question', 'pytanie', 'Which of the accounts of the city do you mean?'),
  answerBy: fact('day', 'the day for the answer', 'termin odpowiedzi', '2026-06-19'),
  unanswered: fact(
    'text',
    'what happens without an answer',
    'skutek braku odpowiedzi',
    'The request is answered as it stands by 1 July 2026.',
  ),
  restricted: fact(
    'text',
    'what is restricted',
    'dane o ograniczonym dostępie',
    'the e-mail address and the PESEL number',
  ),
  restrictedTo: fact('name', 'who can still see it', 'kto nadal ma dostęp', 'legal staff'),
  kept: fact('text', 'what is kept', 'co się zachowuje', 'the comment of 19 May 2026, 22:55'),
  keptUntil: fact('day', 'the day until which it is kept', 'data, do której się zachowuje', '2032-01-01'),
  keptDuty: fact('name', 'the duty to keep it', 'obowiązek zachowania', 'class B5 of our file plan'),
  keptArticle: fact('name', 'the article that allows it', 'przepis, który na to pozwala', 'Article 17(3)(b) GDPR'),
  erasureFound: fact('count', 'how many items of the person were found', 'liczba znalezionych wpisów osoby', 4),
  erasureErased: fact('count', 'how many were erased', 'liczba usuniętych', 1),
  erasureRestricted: fact('count', 'how many were restricted', 'liczba wpisów o ograniczonym dostępie', 1),
  erasureRefused: fact('count', 'of how many erasure was refused', 'liczba odmów usunięcia', 2),
  restrictedDetails: fact('lines', 'which data are restricted', 'dane o ograniczonym dostępie', [
    'the e-mail address, the PESEL number (reply of 19 May 2026, 22:55)',
  ]),
  keptItems: fact('lines', 'what is kept, until when and why', 'co się zachowuje, do kiedy i dlaczego', [
    'reply of 19 May 2026, 22:55: until 1 January 2032, because pl-jrwa 2011, B5 obliges us (Article 17(3)(b) GDPR). It answers a post of the town.',
  ]),
  restrictedItems: fact('lines', 'what is restricted whole and why', 'co ograniczono w całości i dlaczego', [
    'reply of 20 May 2026, 09:10: it is wanted for a claim (Article 17(3)(e) GDPR).',
  ]),
  erasedItems: fact('lines', 'what was erased', 'co usunięto', ['repeated post, first recorded on 18 May 2026, 20:00']),
  dataCategories: fact(
    'text',
    'which personal data are processed',
    'jakie dane osobowe są przetwarzane',
    'public posts and replies with the name and handle shown there, and the times at which they were read.',
  ),
  purposes: fact(
    'text',
    'the purposes and the legal basis of processing',
    'cele i podstawa prawna przetwarzania',
    'keeping the records of official accounts, Article 6(1)(c) GDPR with the archives act.',
  ),
  dataRecipients: fact(
    'text',
    'the recipients of personal data',
    'odbiorcy danych osobowych',
    'persons whose requests for public information are granted.',
  ),
  dataKept: fact(
    'text',
    'how long personal data are kept',
    'okres przechowywania danych osobowych',
    'five full years, class B5 of our file plan.',
  ),
  dataTransfers: fact(
    'text',
    'the transfers to third countries',
    'przekazywanie danych do państw trzecich',
    'there are none.',
  ),
  dataAutomated: fact(
    'text',
    'whether decisions are automated',
    'informacja o decyzjach automatycznych',
    'none are taken.',
  ),
  dataProtectionContact: fact(
    'name',
    'how the data protection officer is reached',
    'kontakt do inspektora ochrony danych',
    'iod@nowybrod.example',
  ),
  declarantName: fact('name', 'who declares', 'kto składa oświadczenie', 'Marta Zielinski'),
  declarantTitle: fact(
    'name',
    'the title of who declares',
    'stanowisko osoby składającej oświadczenie',
    'FOIA Officer',
  ),
  declarantBasis: fact(
    'text',
    'why that person is qualified',
    'podstawa wiedzy tej osoby',
    'I have been responsible for the archive since 12 January 2026 and know how it records.',
  ),
  system: fact('name', 'the system that recorded', 'system, który zapisywał', 'Akta 0.1.0'),
  accuracy: fact(
    'text',
    'how an accurate result is produced',
    'sposób zapewnienia zgodności zapisu',
    'Each answer of a platform is kept byte for byte before anything is read from it; its SHA-256 enters a log that only grows.',
  ),
  captured: fact('lines', 'what was captured by which process', 'co i w jaki sposób zapisano', [
    '5 accounts on social.newford.example: through the Mastodon API, at least every 60 seconds, 18 to 20 May 2026.',
  ]),
  clockSource: fact(
    'text',
    'the source of the clock',
    'źródło czasu',
    'The clock of the server, kept by NTP (chrony).',
  ),
  logRoot: fact('name', 'the root of the log', 'korzeń rejestru', 'kYFtmAWpXsIgVGZcHeuv7zTbpXrtBjrKKgUGIYHF8mE='),
  logSize: fact('count', 'the size of the log', 'liczba wpisów rejestru', 4212),
  hashes: fact('hashes', 'the hashes of the files', 'skróty plików', [
    {
      path: 'data/items.csv',
      sha256: '2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae',
    },
  ]),
  custody: fact('lines', 'the custody of the bundle', 'historia przechowywania pakietu', [
    '28 May 2026, 10:02: made and sealed by Marta Zielinski.',
  ]),
} as const satisfies Record<string, FactSpec>;

export type FactName = keyof typeof FACTS;

/** What is known when a letter is written. Nothing is needed of itself: a template says what a letter needs. */
export type LetterFacts = {
  readonly [N in FactName]?: Shapes[(typeof FACTS)[N]['shape']];
};
