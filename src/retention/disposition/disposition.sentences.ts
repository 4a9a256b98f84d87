import type { Sentences } from '../../platform/index.js';

export const dispositionSentences = {
  line: {
    en: '{number}  {state}  {items, plural, one {# item} other {# items}}  {title} ({authority})',
    pl: '{number}  {state}  {items, plural, one {# wpis} few {# wpisy} many {# wpisów} other {# wpisu}}  {title} ({authority})',
  },
  none: {
    en: 'There is no disposition list. Lists are made at night of what the schedules let go: akta disposition propose makes them now.',
    pl: 'Nie ma spisu do brakowania. Spisy powstają w nocy z tego, co według wykazu można wybrakować; akta disposition propose tworzy je od razu.',
  },
  'none-due': {
    en: 'Nothing is due: no item may be destroyed by the schedules today that is under no hold and on no list.',
    pl: 'Nic nie podlega brakowaniu: nie ma dziś wpisu, który według wykazu można zniszczyć, a który nie jest objęty blokadą ani spisem.',
  },
  added: {
    en: '{number}: {added, plural, one {# item} other {# items}} added.',
    pl: '{number}: {added, plural, one {dodano # wpis} few {dodano # wpisy} many {dodano # wpisów} other {dodano # wpisu}}.',
  },
  proposed: { en: 'Proposed on {at} by {who}.', pl: 'Utworzono {at} ({who}).' },
  rule: {
    en: 'Rule: {policy} {version}, {series}. Authority: {authority} {url}',
    pl: 'Reguła: {policy} {version}, {series}. Podstawa: {authority} {url}',
  },
  counts: {
    en: 'Listed {listed}, excluded {excluded}, kept {kept}, destroyed {destroyed}.',
    pl: 'W spisie {listed}, wyłączono {excluded}, zachowano {kept}, zniszczono {destroyed}.',
  },
  step: { en: '{at}: {action} ({who})', pl: '{at}: {action} ({who})' },
  'step.reason': { en: '{at}: {action} ({who}): {reason}', pl: '{at}: {action} ({who}): {reason}' },
  consent: {
    en: 'Consent on file: {name}, number {number} of {day}; {file}, SHA-256 {sha256}',
    pl: 'Zgoda w aktach: {name}, znak {number} z {day}; {file}, SHA-256 {sha256}',
  },
  missing: { en: 'Not on file yet: {names}.', pl: 'Brak jeszcze w aktach: {names}.' },
  'waits.listed': { en: 'Nothing is left on it: withdraw it.', pl: 'Nic już na nim nie pozostało: należy go wycofać.' },
  'waits.notice': {
    en: 'The notice period runs: it can be approved from {day} on.',
    pl: 'Biegnie termin na zgłoszenie zastrzeżeń: zatwierdzić można od {day}.',
  },
  'waits.consents': { en: 'It waits for: {names}.', pl: 'Czeka na: {names}.' },
  'waits.second': {
    en: 'It waits for a second person: akta disposition approve {number}',
    pl: 'Czeka na drugą osobę: akta disposition approve {number}',
  },
  'now.excluded': {
    en: 'Excluded: {items, plural, one {# item} other {# items}}. What is excluded stays in the archive.',
    pl: 'Wyłączono {items, plural, one {# wpis} few {# wpisy} many {# wpisów} other {# wpisu}}. Wyłączone pozostaje w archiwum.',
  },
  'now.reviewed': {
    en: 'The list {number} was gone through. It can be approved from {day} on.',
    pl: 'Spis {number} przejrzano. Zatwierdzić go można od {day}.',
  },
  'now.consented': {
    en: 'Filed with the list {number}: {name}.',
    pl: 'Dołączono do spisu {number}: {name}.',
  },
  'now.approved': {
    en: 'The list {number} is approved. Nothing is destroyed yet: akta disposition execute {number}',
    pl: 'Spis {number} zatwierdzono. Niczego jeszcze nie zniszczono: akta disposition execute {number}',
  },
  'now.withdrawn': {
    en: 'The list {number} is withdrawn. Everything on it stays.',
    pl: 'Spis {number} wycofano. Wszystko, co obejmował, pozostaje.',
  },
  progress: { en: '{done} of {total} settled', pl: 'rozstrzygnięto {done} z {total}' },
  executed: {
    en: 'The list {number} was carried out: {destroyed, plural, one {# item} other {# items}} destroyed, {kept} kept. The certificate: akta disposition certificate {number}',
    pl: 'Spis {number} wykonano: {destroyed, plural, one {zniszczono # wpis} few {zniszczono # wpisy} many {zniszczono # wpisów} other {zniszczono # wpisu}}, zachowano {kept}. Zaświadczenie: akta disposition certificate {number}',
  },
  'executed.later': {
    en: 'The list {number} is being carried out by a worker; akta disposition show {number} says how far it is.',
    pl: 'Spis {number} wykonuje proces roboczy; postęp pokazuje akta disposition show {number}.',
  },
  'state.proposed': { en: 'proposed', pl: 'zaproponowany' },
  'state.reviewed': { en: 'gone through', pl: 'przejrzany' },
  'state.approved': { en: 'approved', pl: 'zatwierdzony' },
  'state.executing': { en: 'being carried out', pl: 'w trakcie wykonania' },
  'state.executed': { en: 'carried out', pl: 'wykonany' },
  'state.certified': { en: 'carried out and certified', pl: 'wykonany i zaświadczony' },
  'state.withdrawn': { en: 'withdrawn', pl: 'wycofany' },
  'action.exclude': { en: 'items excluded', pl: 'wyłączono wpisy' },
  'action.review': { en: 'gone through', pl: 'przejrzano' },
  'action.consent': { en: 'a consent filed', pl: 'dołączono zgodę' },
  'action.approve': { en: 'approved', pl: 'zatwierdzono' },
  'action.execute': { en: 'put to work', pl: 'przekazano do wykonania' },
  'action.withdraw': { en: 'withdrawn', pl: 'wycofano' },
  'action.finish': { en: 'carried out', pl: 'wykonano' },
  'action.certify': { en: 'certified', pl: 'wystawiono zaświadczenie' },
  'consent.archive-director': {
    en: 'consent of the director of the state archive',
    pl: 'zgoda dyrektora archiwum państwowego',
  },
  'consent.evidentiary-value-lost': {
    en: 'finding that evidentiary value is lost',
    pl: 'stwierdzenie utraty wartości dowodowej',
  },
  'consent.state-archive-expertise': {
    en: 'expert appraisal by the state archive',
    pl: 'ekspertyza archiwum państwowego',
  },
  'consent.records-commission': {
    en: 'approval of the records commission',
    pl: 'zgoda komisji do spraw archiwalnych',
  },
  'why.held': { en: 'under a hold', pl: 'objęty blokadą' },
  'why.not-due': { en: 'not due by the schedules any more', pl: 'według wykazu nie podlega już brakowaniu' },
  'why.other-rule': { en: 'decided by another rule by now', pl: 'rozstrzyga o nim już inna reguła' },
  'why.destroyed-already': { en: 'destroyed before', pl: 'zniszczony wcześniej' },
  'why.withdrawn': { en: 'the list was withdrawn', pl: 'spis wycofano' },
} as const satisfies Sentences;
