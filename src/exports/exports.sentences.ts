import type { Sentences } from '../platform/index.js';

export const exportsSentences = {
  'step.waiting': { en: 'Fixing what the bundle will hold', pl: 'Ustalanie zawartości pakietu' },
  'step.items': { en: 'Writing posts and replies', pl: 'Zapisywanie wpisów i odpowiedzi' },
  'step.records': { en: 'Writing records with their proofs', pl: 'Zapisywanie zapisów rejestru z dowodami' },
  'step.exchanges': { en: 'Writing the original answers', pl: 'Zapisywanie oryginalnych odpowiedzi' },
  'step.forms': { en: 'Writing what review programs load', pl: 'Zapisywanie plików dla programów do przeglądu' },
  'step.pages': { en: 'Writing pages', pl: 'Zapisywanie stron' },
  'step.pdf': { en: 'Writing the PDF', pl: 'Tworzenie pliku PDF' },
  'step.checking': { en: 'Looking for what may not leave', pl: 'Sprawdzanie, czy nie wychodzi to, co ukryto' },
  'step.sealing': { en: 'Sealing', pl: 'Pieczętowanie' },
  'step.packing': { en: 'Packing', pl: 'Pakowanie' },
  'step.done': { en: 'Done', pl: 'Gotowe' },
  progress: { en: '{step}: {done} of {total}', pl: '{step}: {done} z {total}' },
  window: {
    en: 'Everything from {from} to {to} on {accounts, plural, one {# account} other {# accounts}}.',
    pl: 'Wszystko od {from} do {to} na {accounts, plural, one {# koncie} other {# kontach}}.',
  },
  'window.open-start': { en: 'the beginning', pl: 'początku' },
  'window.open-end': { en: 'now', pl: 'teraz' },
  proposed: {
    en: 'Nothing is taken out of this export, so a second person has to approve it: akta export approve {id}',
    pl: 'W tym pakiecie niczego się nie wyłącza, dlatego musi go zatwierdzić druga osoba: akta export approve {id}',
  },
  ready: { en: 'The bundle is in {file} ({bytes} bytes).', pl: 'Pakiet zapisano w pliku {file} ({bytes} B).' },
  'ready.parts': {
    en: 'The bundle is in {n} parts, {bytes} bytes in all; the first is {file}. Whoever unpacks them into one place has the bundle.',
    pl: 'Pakiet podzielono na części ({n}), razem {bytes} B; pierwsza to {file}. Rozpakowane w jedno miejsce tworzą pakiet.',
  },
  'ready.check': { en: 'Check it: akta verify {file}', pl: 'Sprawdzenie: akta verify {file}' },
} as const satisfies Sentences;
