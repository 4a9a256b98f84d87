import type { Sentences } from './sentences.js';

/** One's own sign-in: the second factor and the open sessions. */
export const factorPageSentences = {
  'me.title': { en: 'Your sign-in', pl: 'Twoje logowanie' },
  'me.lede': {
    en: 'What you show besides your key or password when you approve something, and where you are signed in.',
    pl: 'Co okazuje się oprócz klucza lub hasła przy zatwierdzaniu oraz gdzie trwa zalogowanie.',
  },
  'factor.title': { en: 'Second factor', pl: 'Drugi składnik logowania' },
  'factor.none': {
    en: 'You have none yet. Approvals need one: an authenticator app that shows a new code every half minute.',
    pl: 'Nie jest jeszcze włączony. Zatwierdzanie go wymaga: to aplikacja, która co pół minuty pokazuje nowy kod.',
  },
  'factor.since': { en: 'Enrolled since {at}.', pl: 'Włączony od {at}.' },
  'factor.codes-left': {
    en: '{n, plural, =0 {No recovery code is left. Enrol anew for others.} one {# recovery code is left.} other {# recovery codes are left.}}',
    pl: '{n, plural, =0 {Nie pozostał żaden kod zapasowy. Nowe otrzymuje się po ponownym włączeniu.} one {Pozostał # kod zapasowy.} few {Pozostały # kody zapasowe.} many {Pozostało # kodów zapasowych.} other {Pozostało # kodu zapasowego.}}',
  },
  'factor.shown': {
    en: 'A code was shown in this session within the last ten minutes.',
    pl: 'W tej sesji okazano kod w ciągu ostatnich dziesięciu minut.',
  },
  'factor.begin': { en: 'Enrol an authenticator app', pl: 'Włącz aplikację uwierzytelniającą' },
  'factor.replace': { en: 'Enrol another app', pl: 'Włącz inną aplikację' },
  'factor.qr': { en: 'QR code of the secret', pl: 'Kod QR sekretu' },
  'factor.scan': {
    en: 'Scan this with the app, or type the secret into it. Then give the code it shows.',
    pl: 'Zeskanuj to aplikacją albo wpisz w niej sekret, po czym podaj kod, który pokazuje.',
  },
  'factor.secret': { en: 'Secret', pl: 'Sekret' },
  'factor.simulated': {
    en: 'The clock of this archive is simulated, so an app on a telephone shows other codes. One that computes them for this time: oathtool --totp --base32 --now "{at}" SECRET',
    pl: 'Zegar tego archiwum jest symulowany, więc aplikacja w telefonie pokazuje inne kody. Kody dla tego czasu oblicza: oathtool --totp --base32 --now "{at}" SEKRET',
  },
  'factor.confirm': { en: 'Confirm', pl: 'Potwierdź' },
  'factor.recovery': {
    en: 'Your second factor is enrolled. Each of these recovery codes works once, in place of a code of the app. Keep them now, apart from the app: they are shown this once.',
    pl: 'Drugi składnik jest włączony. Każdy z tych kodów zapasowych działa jeden raz, zamiast kodu z aplikacji. Należy je zapisać teraz, z dala od aplikacji: nie zostaną pokazane ponownie.',
  },
  'factor.remove': { en: 'Take the second factor away', pl: 'Usuń drugi składnik' },
  'factor.remove-hint': {
    en: 'For somebody who has lost the app and the recovery codes. Whoever takes it away cannot propose what this person approves.',
    pl: 'Dla osoby, która utraciła aplikację i kody zapasowe. Kto go usuwa, nie może wnioskować o to, co ta osoba zatwierdza.',
  },
  'factor.person-none': { en: 'No second factor', pl: 'Brak drugiego składnika' },
  'code.label': { en: 'Code of your second factor', pl: 'Kod drugiego składnika' },
  'code.hint': {
    en: 'Six digits of the app, or a recovery code. It stands for ten minutes.',
    pl: 'Sześć cyfr z aplikacji albo kod zapasowy. Jest ważny dziesięć minut.',
  },
  'code.enrol': {
    en: 'This needs a second factor, and you have none yet.',
    pl: 'To wymaga drugiego składnika, którego jeszcze nie ma.',
  },
  'code.enrol-link': { en: 'Enrol one', pl: 'Włącz go' },
  'sessions.title': { en: 'Sessions', pl: 'Sesje' },
  'sessions.table': { en: 'Open sessions of {name}', pl: 'Otwarte sesje: {name}' },
  'sessions.none': { en: 'No session is open.', pl: 'Nie ma otwartej sesji.' },
  'sessions.began': { en: 'Since', pl: 'Od' },
  'sessions.seen': { en: 'Last seen', pl: 'Ostatnio czynna' },
  'sessions.device': { en: 'Device', pl: 'Urządzenie' },
  'sessions.device-unknown': { en: 'It said nothing of itself', pl: 'Nie podało nic o sobie' },
  'sessions.this': { en: 'this session', pl: 'ta sesja' },
  'sessions.end': { en: 'End', pl: 'Zakończ' },
  'sessions.end-of': { en: 'End the session since {at}', pl: 'Zakończ sesję trwającą od {at}' },
} as const satisfies Sentences;
