import type { Sentences } from './sentences.js';

/** Who is let in: people, their roles, keys and passwords. */
export const peopleSentences = {
  'role.administrator': { en: 'Administrator', pl: 'Administrator' },
  'role.records-officer': { en: 'Records officer', pl: 'Osoba prowadząca akta' },
  'role.legal': { en: 'Legal staff', pl: 'Obsługa prawna' },
  'role.auditor': { en: 'Auditor', pl: 'Audytor' },
  'role.custodian': { en: 'Custodian', pl: 'Opiekun konta' },
  'role-may.administrator': {
    en: 'Lets people in; accounts, captures and exports. No restricted material.',
    pl: 'Udziela dostępu osobom; konta, odczyty i eksport. Bez materiałów o ograniczonym dostępie.',
  },
  'role-may.records-officer': {
    en: 'Accounts, captures and exports. No restricted material.',
    pl: 'Konta, odczyty i eksport. Bez materiałów o ograniczonym dostępie.',
  },
  'role-may.legal': {
    en: 'Looks at everything, restricted material too, and exports.',
    pl: 'Wgląd do wszystkiego, także do materiałów o ograniczonym dostępie, oraz eksport.',
  },
  'role-may.auditor': {
    en: 'Looks at accounts, items and the audit trail.',
    pl: 'Wgląd do kont, wpisów i rejestru czynności.',
  },
  'role-may.custodian': { en: 'Looks at accounts and items.', pl: 'Wgląd do kont i wpisów.' },
  'people.title': { en: 'People', pl: 'Osoby' },
  'people.lede': {
    en: 'Each person signs in under a name of their own, so that the log can say who did what.',
    pl: 'Każda osoba loguje się pod własną nazwą, aby rejestr mógł wskazać, kto co zrobił.',
  },
  'people.table': { en: 'People who are or were let in', pl: 'Osoby, które mają lub miały dostęp' },
  'people.name': { en: 'Name', pl: 'Imię i nazwisko' },
  'people.login': { en: 'Signs in as', pl: 'Nazwa użytkownika' },
  'people.login-hint': {
    en: 'Letters, digits and . _ - + @; it cannot be changed later.',
    pl: 'Litery, cyfry i znaki . _ - + @; później nie można jej zmienić.',
  },
  'people.roles': { en: 'Roles', pl: 'Role' },
  'people.roles-none': { en: 'No role', pl: 'Bez roli' },
  'people.standing': { en: 'Access', pl: 'Dostęp' },
  'people.let-in': { en: 'Since {at}', pl: 'Od {at}' },
  'people.disabled': { en: 'Ended {at}', pl: 'Odebrano {at}' },
  'people.add': { en: 'Let somebody in', pl: 'Udziel dostępu' },
  'people.added': {
    en: 'The person is in the list. Open the name to give a password or a key.',
    pl: 'Osoba jest na liście. Hasło lub klucz nadaje się po otwarciu jej nazwiska.',
  },
  'people.unknown': {
    en: 'No person has this number. The list shows everybody.',
    pl: 'Żadna osoba nie ma tego numeru. Wszystkie osoby są na liście.',
  },
  'people.back': { en: 'All people', pl: 'Wszystkie osoby' },
  'people.roles-set': { en: 'Give these roles', pl: 'Nadaj te role' },
  'people.password': { en: 'Password', pl: 'Hasło' },
  'people.password-new': { en: 'New password', pl: 'Nowe hasło' },
  'people.password-hint': {
    en: '12 characters or more. Sessions opened before end with it.',
    pl: 'Co najmniej 12 znaków. Otwarte wcześniej sesje zostaną zakończone.',
  },
  'people.password-present': { en: 'Present password, if there is one', pl: 'Obecne hasło, jeśli jest ustawione' },
  'people.password-set': { en: 'Set the password', pl: 'Ustaw hasło' },
  'people.disable': { en: 'Let in no longer', pl: 'Odbierz dostęp' },
  'people.disable-hint': {
    en: 'Keys, password and sessions stop working. What the person did stays in the log, and so does the reason.',
    pl: 'Klucze, hasło i sesje przestaną działać. Czynności tej osoby pozostają w rejestrze, powód również.',
  },
  'keys.title': { en: 'Keys', pl: 'Klucze' },
  'keys.table': { en: 'Keys of {name}', pl: 'Klucze: {name}' },
  'keys.none': { en: 'There is no key.', pl: 'Nie ma żadnego klucza.' },
  'keys.label': { en: 'What for', pl: 'Przeznaczenie' },
  'keys.issued': { en: 'Made', pl: 'Utworzono' },
  'keys.ends': { en: 'Ends', pl: 'Koniec' },
  'keys.never': { en: 'When it is revoked', pl: 'Po unieważnieniu' },
  'keys.revoked': { en: 'Revoked {at}', pl: 'Unieważniono {at}' },
  'keys.limited': { en: 'Only {permissions}', pl: 'Tylko {permissions}' },
  'keys.revoke': { en: 'Revoke', pl: 'Unieważnij' },
  'keys.revoke-of': { en: 'Revoke the key “{label}”', pl: 'Unieważnij klucz „{label}”' },
  'keys.new': { en: 'Make a key', pl: 'Utwórz klucz' },
  'keys.last-day': { en: 'Last day (optional)', pl: 'Ostatni dzień (opcjonalnie)' },
  'keys.last-day-hint': {
    en: 'Without one the key ends when it is revoked.',
    pl: 'Bez niego klucz działa do unieważnienia.',
  },
  'keys.shown': {
    en: 'Keep this key now: it is shown this once.',
    pl: 'Ten klucz należy zapisać teraz: nie zostanie pokazany ponownie.',
  },
} as const satisfies Sentences;
