import type { Sentences } from '../platform/index.js';

/** Backups, and how an archive came back, as the trail tells it. */
export const trailOfRebuilds = {
  'register.made': {
    en: 'The register was put into the object store: {rows, plural, one {# row} other {# rows}} at {entries, plural, one {# entry} other {# entries}} of the log.',
    pl: 'Zapisano skorowidz w magazynie obiektów: wierszy {rows}, zapisów rejestru {entries}.',
  },
  'register.removed': {
    en: 'A copy of the register was removed: its time was over.',
    pl: 'Usunięto kopię skorowidza po upływie jej terminu.',
  },
  'backup.made': {
    en: '{who} made a backup: {rows, plural, one {# row} other {# rows}} at {entries, plural, one {# entry} other {# entries}} of the log.',
    pl: 'Utworzono kopię zapasową ({who}): wierszy {rows}, zapisów rejestru {entries}.',
  },
  'rebuild.began': {
    en: 'The archive is brought back from a {source} and the object store, at {entries, plural, one {# entry} other {# entries}} of the log. Nothing is destroyed until a records officer confirms it.',
    pl: 'Rozpoczęto odtwarzanie archiwum ({source} i magazyn obiektów) przy zapisach rejestru: {entries}. Dopóki nie potwierdzi tego osoba prowadząca akta, niczego się nie niszczy.',
  },
  'exchange.rebuilt': {
    en: 'A recorded answer was brought back from the object store with {versions, plural, one {# version} other {# versions}}.',
    pl: 'Odtworzono zapisaną odpowiedź z magazynu obiektów; wersji: {versions}.',
  },
  'versions.rebuilt': {
    en: 'The text of {versions, plural, one {# version} other {# versions}} was read back from the object store.',
    pl: 'Odczytano z magazynu obiektów treść wersji: {versions}.',
  },
  'gaps.rebuilt': {
    en: '{gaps, plural, one {# gap was} other {# gaps were}} brought back from the log.',
    pl: 'Odtworzono z rejestru luki: {gaps}.',
  },
  'destruction.repeated': {
    en: 'A destruction the log tells of was carried out again in the archive that was brought back: {items, plural, one {# item} other {# items}}.',
    pl: 'W odtworzonym archiwum powtórzono zniszczenie zapisane w rejestrze; wpisów: {items}.',
  },
  'rebuild.finished': {
    en: 'The archive was brought back: {items, plural, one {# item} other {# items}}, {versions, plural, one {# version} other {# versions}}; {lost, plural, =0 {nothing is known to be lost} one {# thing was} other {# things were}} not recoverable.',
    pl: 'Odtworzono archiwum: wpisów {items}, wersji {versions}; nie do odzyskania: {lost}.',
  },
  'rebuild.confirmed': {
    en: '{who} confirmed the archive as it was brought back.',
    pl: 'Potwierdzono odtworzone archiwum ({who}).',
  },
  'exit.approved': {
    en: '{who} let all of the archive go in open formats, {keys}, for somebody else who takes it out.',
    pl: 'Zgodzono się na wydanie całego archiwum w otwartych formatach ({keys}) innej osobie ({who}).',
  },
  'exit.made': {
    en: '{who} took all of the archive out in open formats: {rows, plural, one {# row} other {# rows}}, {exchanges, plural, one {# recorded answer} other {# recorded answers}} and {media, plural, one {# picture or video} other {# pictures and videos}} at {entries, plural, one {# entry} other {# entries}} of the log.',
    pl: 'Wydano całe archiwum w otwartych formatach ({who}): wierszy {rows}, zapisanych odpowiedzi {exchanges}, obrazów i filmów {media}, zapisów rejestru {entries}.',
  },
} as const satisfies Sentences;
