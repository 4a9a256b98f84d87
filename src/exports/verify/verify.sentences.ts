import type { Sentences } from '../../platform/index.js';

export const verifySentences = {
  authentic: {
    en: 'This bundle is complete and unchanged: {files, plural, one {# file} other {# files}}, {versions, plural, one {# version} other {# versions}} of {items, plural, one {# item} other {# items}} match the log that {body} signed on {at}. The signing key is the one you named.',
    pl: 'Pakiet jest kompletny i niezmieniony: {files, plural, one {# plik} few {# pliki} many {# plików} other {# pliku}} oraz {versions, plural, one {# wersja} few {# wersje} many {# wersji} other {# wersji}} {items, plural, one {# wpisu} other {# wpisów}} {versions, plural, few {zgadzają się} other {zgadza się}} z rejestrem podpisanym przez {body} {at}. Podpisano go kluczem, który wskazano.',
  },
  consistent: {
    en: 'The bundle agrees with itself, but you have not said whose key to trust. Anyone could have made such a bundle with a key of his own. Compare the key {key} with the one published at {address}, or run again with `--key`.',
    pl: 'Pakiet jest wewnętrznie spójny, ale nie wskazano, czyjemu kluczowi ufać. Taki pakiet mógł sporządzić każdy, używając własnego klucza. Należy porównać klucz {key} z opublikowanym pod adresem {address} albo uruchomić sprawdzenie ponownie z opcją `--key`.',
  },
  'handed-over': {
    en: 'That is: the key you named handed over to {key}, which signed this bundle, and both keys signed that.',
    pl: 'To znaczy: wskazany klucz przekazał podpisywanie kluczowi {key}, którym podpisano ten pakiet, co podpisały oba klucze.',
  },
  'withheld-parts': {
    en: '{withheldParts, plural, one {# part of its records is} other {# parts of its records are}} withheld: that something stands there is proved, what it says is not shown.',
    pl: '{withheldParts, plural, one {Nie udostępniono # części zapisów} other {Nie udostępniono # części zapisów}}: dowiedziono, że tam są; ich treści nie pokazano.',
  },
  'mark.stamp': {
    en: '{name} says that the first {size, plural, one {# entry} other {# entries}} of the log were there by {at}. {named, select, yes {It is trusted by a certificate you named.} other {The certificate it is trusted by came with the bundle; compare it with the one {name} publishes (SHA-256 {fingerprint}).}}',
    pl: '{name} stwierdza, że rejestr o rozmiarze {size} istniał najpóźniej {at}. {named, select, yes {Uznano go według wskazanego certyfikatu.} other {Certyfikat, według którego go uznano, pochodzi z pakietu; należy porównać go z tym, który ogłasza {name} (SHA-256 {fingerprint}).}}',
  },
  'mark.witness': {
    en: 'A witness signed on {at} that the log had only grown, to {size, plural, one {# entry} other {# entries}}; compare its key with the one it publishes: {key}.',
    pl: 'Świadek podpisał {at}, że rejestr tylko przyrastał, do rozmiaru {size}; należy porównać jego klucz z ogłaszanym: {key}.',
  },
  'mark.earlier': {
    en: 'The log continues that of an earlier bundle, which had {size, plural, one {# entry} other {# entries}}: if you hold that bundle, compare its data/log/checkpoint with data/log/earlier/checkpoint here.',
    pl: 'Rejestr jest dalszym ciągiem rejestru z wcześniejszego pakietu, o rozmiarze {size}: kto ma ten pakiet, powinien porównać jego data/log/checkpoint z data/log/earlier/checkpoint w tym pakiecie.',
  },
  wrong: {
    en: 'Do not rely on this bundle. {reason} {failed, plural, one {# of {files} files fails; the others hold.} other {# of {files} files fail; the others hold.}}',
    pl: 'Na tym pakiecie nie można polegać. {reason} {failed, plural, one {Niezgodny jest # z {files} plików; pozostałe są zgodne.} few {Niezgodne są # z {files} plików; pozostałe są zgodne.} many {Niezgodnych jest # z {files} plików; pozostałe są zgodne.} other {Niezgodnych jest # z {files} plików; pozostałe są zgodne.}}',
  },
  'wrong.unopened': {
    en: 'Do not rely on this bundle. {reason} It was not opened.',
    pl: 'Na tym pakiecie nie można polegać. {reason} Pakietu nie otwarto.',
  },
  'could-not-look': {
    en: 'No finding either way: {what} could not be checked because {because}.',
    pl: 'Brak rozstrzygnięcia: nie udało się sprawdzić {what}, ponieważ {because}.',
  },
  'what.bundle': { en: 'the bundle', pl: 'pakietu' },
  'obstacle.not-found': { en: 'there is no file {file}', pl: 'nie ma pliku {file}' },
  'obstacle.no-part': {
    en: 'the bundle is in parts and {file} is not beside the others; save all parts in one folder under their own names',
    pl: 'pakiet podzielono na części, a pliku {file} nie ma obok pozostałych; wszystkie należy zapisać w jednym folderze pod ich nazwami',
  },
  'obstacle.not-a-zip': {
    en: 'the file is not a ZIP archive or ends early; fetch it again',
    pl: 'plik nie jest archiwum ZIP albo jest ucięty; należy pobrać go ponownie',
  },
  'obstacle.bomb': {
    en: 'its {packed} bytes would unpack to {bytes}, far more than any bundle; it was not unpacked',
    pl: 'jego {packed} bajtów rozpakowałoby się do {bytes}, czyli znacznie więcej niż jakikolwiek pakiet; nie rozpakowano go',
  },
  'obstacle.encrypted': {
    en: '{file} is encrypted, and a bundle is not',
    pl: 'plik {file} jest zaszyfrowany, a pakiet nie bywa szyfrowany',
  },
  'obstacle.no-seal': {
    en: 'the archive holds no bundle: a folder and its seal beside it (….entry.json, ….tlog-proof) were looked for',
    pl: 'archiwum nie zawiera pakietu: szukano folderu i jego podpisu obok (….entry.json, ….tlog-proof)',
  },
  'obstacle.key-file': {
    en: 'the key you named in {file} is not an Ed25519 public key in PEM',
    pl: 'klucz wskazany w pliku {file} nie jest kluczem publicznym Ed25519 w formacie PEM',
  },
  'obstacle.ca-file': {
    en: 'the file {file} holds no certificate in PEM',
    pl: 'plik {file} nie zawiera certyfikatu w formacie PEM',
  },
  'obstacle.too-large': {
    en: '{file} is larger than can be read at once',
    pl: 'plik {file} jest zbyt duży, aby go wczytać w całości',
  },
  'reason.text': {
    en: 'The text of item {item} ({file}) is not the text that was recorded on {at}.',
    pl: 'Treść wpisu {item} ({file}) różni się od treści zarejestrowanej {at}.',
  },
  'reason.part': {
    en: '{file} is not what was recorded on {at}.',
    pl: 'Plik {file} różni się od zarejestrowanego {at}.',
  },
  'reason.sealed': {
    en: '{file} is not the file that was sealed{at, select, none {} other { on {at}}}.',
    pl: 'Plik {file} nie jest plikiem, który opieczętowano{at, select, none {} other { {at}}}.',
  },
  'reason.missing': {
    en: '{file} is missing.',
    pl: 'Brakuje pliku {file}.',
  },
  'reason.stray': {
    en: '{file} does not belong to this bundle: it was added.',
    pl: 'Plik {file} nie należy do tego pakietu: został dodany.',
  },
  'reason.unreadable': { en: '{file} cannot be unpacked.', pl: 'Pliku {file} nie da się rozpakować.' },
  'reason.format': {
    en: '{file} is not in the form that bundles are written in.',
    pl: 'Plik {file} nie ma postaci, w jakiej zapisuje się pakiety.',
  },
  'reason.seal': {
    en: '{file} is not the list of files that the log holds the seal of.',
    pl: 'Plik {file} nie jest wykazem plików, którego pieczęć zawiera rejestr.',
  },
  'reason.signature': {
    en: 'The signature in {file} is not by the key of this log.',
    pl: 'Podpisu w pliku {file} nie złożono kluczem tego rejestru.',
  },
  'reason.key': {
    en: '{file} is not the key you named, or not the key this log is signed with.',
    pl: '{file} nie jest wskazanym kluczem albo nie jest kluczem, którym podpisano ten rejestr.',
  },
  'reason.proof': {
    en: '{file} does not prove what it should: the signed log does not lead there.',
    pl: 'Plik {file} nie dowodzi tego, czego powinien: podpisany rejestr do tego nie prowadzi.',
  },
  'reason.entry': {
    en: '{file} and {against} do not fit together: this entry is not at this place of the signed log.',
    pl: 'Pliki {file} i {against} nie pasują do siebie: tego zapisu nie ma w tym miejscu podpisanego rejestru.',
  },
  'reason.commit': {
    en: '{file} is not the list of parts that the log committed to on {at}.',
    pl: 'Plik {file} nie jest wykazem części, do którego rejestr zobowiązał się {at}.',
  },
  'reason.withheld': {
    en: '{file} does not open exactly the parts that were recorded ({against}).',
    pl: 'Plik {file} nie otwiera dokładnie tych części, które zarejestrowano ({against}).',
  },
  'reason.rendition': {
    en: '{file} shows something else than what was recorded ({against}).',
    pl: 'Plik {file} pokazuje co innego niż to, co zarejestrowano ({against}).',
  },
  'reason.sequence': {
    en: 'A record is missing: account and number {against}.',
    pl: 'Brakuje zapisu: konto i numer {against}.',
  },
  'reason.window': {
    en: 'The records of account {against} do not reach to both ends of the period asked for ({file}).',
    pl: 'Zapisy konta {against} nie sięgają obu końców wskazanego okresu ({file}).',
  },
  'reason.clock': {
    en: '{file} does not say of the clock what the log says in {against}.',
    pl: 'Plik {file} mówi o zegarze co innego niż rejestr w pliku {against}.',
  },
  'reason.count': {
    en: 'A figure in {file} is not what was counted ({against}).',
    pl: 'Liczba w pliku {file} różni się od policzonej ({against}).',
  },
  'reason.destroyed': {
    en: '{file} does not say of destroyed records what the log says ({against}).',
    pl: 'Plik {file} mówi o wybrakowanych zapisach co innego niż rejestr ({against}).',
  },
  'reason.stamp': {
    en: '{file} is no timestamp of {against} by an authority that is trusted here.',
    pl: 'Plik {file} nie jest znacznikiem czasu pliku {against} wydanym przez urząd, któremu się tu ufa.',
  },
  'reason.cosignature': {
    en: '{file} is not signed by every witness named in {against}.',
    pl: 'Pliku {file} nie podpisał każdy ze świadków wymienionych w pliku {against}.',
  },
  'reason.twice': {
    en: 'The archive holds two files named {file}: programs would show one or the other.',
    pl: 'Archiwum zawiera dwa pliki o nazwie {file}: różne programy pokażą jeden albo drugi.',
  },
  'reason.path': {
    en: 'The archive names a file that no bundle holds: {file}.',
    pl: 'Archiwum zawiera nazwę pliku, jakiej nie ma żaden pakiet: {file}.',
  },
  'reason.link': {
    en: '{file} is a link to another place, not a file.',
    pl: '{file} jest dowiązaniem do innego miejsca, nie plikiem.',
  },
  'reason.overlap': {
    en: '{file} shares its bytes with another file of the archive.',
    pl: 'Plik {file} dzieli bajty z innym plikiem archiwum.',
  },
  'reason.size': {
    en: '{file} is not as long as the archive says.',
    pl: 'Plik {file} ma inną długość, niż podaje archiwum.',
  },
} as const satisfies Sentences;
