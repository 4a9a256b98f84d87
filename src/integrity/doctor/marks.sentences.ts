import type { Sentences } from '../../platform/index.js';

/** Who dates our log, and who signs it as a witness. */
export const marksSentences = {
  'log.no-authority': {
    en: 'No timestamp authority is configured: nobody outside says since when the log has been there. TSA_URLS and TSA_CA_FILES name one (docs/timestamps.md).',
    pl: 'Nie wskazano urzędu znakowania czasem: nikt z zewnątrz nie potwierdza, od kiedy rejestr istnieje. Wskazują go TSA_URLS i TSA_CA_FILES (docs/timestamps.md).',
  },
  'log.stamp.there': {
    en: '{name} dated the log {minutes} min ago.',
    pl: 'Urząd {name} oznaczył rejestr czasem {minutes} min temu.',
  },
  'log.stamp.waiting': {
    en: '{name} has not dated the log yet; the first request waits since {minutes} min.',
    pl: 'Urząd {name} nie oznaczył jeszcze rejestru czasem; pierwsza prośba czeka od {minutes} min.',
  },
  'log.stamp.refused': {
    en: '{name} gave no stamp that could be kept: {because} It is asked again; nothing is lost meanwhile.',
    pl: 'Urząd {name} nie wydał znacznika, który można zachować: {because} Prośba jest ponawiana, nic nie przepadło.',
  },
  'log.cosignature.there': {
    en: 'The witness {name} signed the log {minutes} min ago.',
    pl: 'Świadek {name} podpisał rejestr {minutes} min temu.',
  },
  'log.cosignature.waiting': {
    en: 'The witness {name} has not signed the log yet; the first request waits since {minutes} min.',
    pl: 'Świadek {name} nie podpisał jeszcze rejestru; pierwsza prośba czeka od {minutes} min.',
  },
  'log.cosignature.refused': {
    en: 'The witness {name} gave no signature that could be kept: {because} It is asked again.',
    pl: 'Świadek {name} nie złożył podpisu, który można zachować: {because} Prośba jest ponawiana.',
  },
  'mark-fault.unreachable': {
    en: 'it gave no answer ({said}).',
    pl: 'nie udzielił odpowiedzi ({said}).',
  },
  'mark-fault.too-large': { en: 'its answer was far too large.', pl: 'jego odpowiedź była o wiele za duża.' },
  'mark-fault.not-an-answer': {
    en: 'what it sent is no answer to such a request.',
    pl: 'to, co przysłał, nie jest odpowiedzią na taką prośbę.',
  },
  'mark-fault.not-granted': {
    en: 'it refused, and said: {said}.',
    pl: 'odmówił, podając: {said}.',
  },
  'mark-fault.other-data': {
    en: 'its stamp is of something else than what was sent.',
    pl: 'jego znacznik dotyczy czegoś innego niż to, co wysłano.',
  },
  'mark-fault.wrong-nonce': {
    en: 'it answered another request, perhaps an old one.',
    pl: 'odpowiedział na inną prośbę, być może dawną.',
  },
  'mark-fault.signature': {
    en: 'the signature on its answer does not hold.',
    pl: 'podpis pod jego odpowiedzią jest nieprawidłowy.',
  },
  'mark-fault.not-for-stamping': {
    en: 'its certificate is not one for timestamps alone.',
    pl: 'jego certyfikat nie służy wyłącznie do znakowania czasem.',
  },
  'mark-fault.unknown-authority': {
    en: 'its certificate does not lead to the one you named in TSA_CA_FILES. Compare both with what the authority publishes.',
    pl: 'jego certyfikat nie prowadzi do wskazanego w TSA_CA_FILES. Należy porównać oba z opublikowanymi przez urząd.',
  },
  'mark-fault.expired': {
    en: 'its certificate, or one above it, was not valid at the time of the stamp.',
    pl: 'jego certyfikat lub certyfikat nadrzędny nie był ważny w chwili znacznika.',
  },
  'mark-fault.implausible-time': {
    en: 'its clock and ours are more than an hour apart ({said}). Look at the clock of this machine first.',
    pl: 'jego zegar i nasz różnią się o ponad godzinę ({said}). Najpierw należy sprawdzić zegar tego komputera.',
  },
  'mark-fault.revoked': {
    en: 'its certificate has been revoked.',
    pl: 'jego certyfikat unieważniono.',
  },
  'mark-fault.ca-file': {
    en: 'the certificates to trust it by cannot be read ({said}). TSA_CA_FILES names a PEM file for each authority.',
    pl: 'nie da się odczytać certyfikatów, według których ma być uznany ({said}). TSA_CA_FILES wskazuje plik PEM dla każdego urzędu.',
  },
  'mark-fault.fork': {
    en: 'it has signed another log under our name, or a longer one: ours was rewritten or an old backup was restored. Stop, and find out which ({said}).',
    pl: 'podpisał inny lub dłuższy rejestr o naszej nazwie: nasz zmieniono albo przywrócono dawną kopię. Należy przerwać pracę i to wyjaśnić ({said}).',
  },
  'mark-fault.unknown-log': {
    en: 'it does not know our log. Give its operator the key of our log: akta witness.',
    pl: 'nie zna naszego rejestru. Operatorowi świadka należy przekazać klucz rejestru: akta witness.',
  },
} as const satisfies Sentences;
