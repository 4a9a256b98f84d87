import type { ExitBegun, ExitCounts } from './exit.types.js';

/** Which tables say what, so that a reader without this program finds them. */
const SUBJECTS: readonly (readonly [subject: string, tables: RegExp])[] = [
  ['Bodies, accounts, custodians, known accounts', /^(body|account|custodian|known_account|calendar_day|numbering)$/],
  ['Captures: what was asked when, gaps, counters', /^(capture|gap|due_feed|counter_reading|item_watch)/],
  ['Recorded answers, and which items own bytes in them', /^exchange/],
  [
    'Items, authors and versions. `snapshot_body.item_json` is what a version says; its author is in it; `snapshot.commit` is what the log holds of it',
    /^(item|snapshot|open_words)/,
  ],
  ['Media: type, size, digest', /^medium/],
  ['Findings', /^finding/],
  ['Matters, holds and duties to preserve', /^(matter|hold|object_hold|statement)/],
  [
    'Schedules, policies, dispositions, transfers, restrictions',
    /^(policy|schedule|retention|disposition|destroyed|erasure|recapture|restriction|transfer)/,
  ],
  [
    'Requests, decisions, redactions, letters',
    /^(records_request|request|review|redaction|frozen|handle|letterhead|written_letter|search_certificate|clock)/,
  ],
  ['Exports and who fetched them', /^export/],
  ['People and their roles, without anything they sign in with', /^person/],
  [
    'The log: events, entries, tiles, checkpoints and what others set to them, handovers',
    /^(audit|log|checkpoint|mark|witnessed)/,
  ],
];

/** README.md of an exit export, English, then Polish. */
export function exitReadme(
  begun: ExitBegun,
  counts: ExitCounts,
  tables: readonly { name: string; rows: number }[],
): string {
  const withKeys = begun.keys === 'with-keys';
  const rest = tables.filter(({ name }) => !SUBJECTS.some(([, pattern]) => pattern.test(name)));
  return [
    '# All of an archive, taken out of Akta',
    '',
    `Begun ${begun.begunAt}. ${counts.rows} rows, ${counts.exchanges} recorded answers, ${counts.media} pictures and videos,`,
    `a log of ${counts.entries} entries. ${counts.unreadable} recorded answers or media were destroyed: their rows are here, their bytes are not.`,
    'It holds unredacted and restricted material.',
    '',
    'This is a bag (BagIt 1.0, RFC 8493). Check that it is whole with `sha256sum -c manifest-sha256.txt`.',
    '',
    '| file | is |',
    '|---|---|',
    '| `data/rows/<table>.jsonl` | the rows of one table, one JSON object a line (JSON Lines, UTF-8); bytes in hex after `\\x`, times in UTC |',
    '| `data/rows/tables.json` | which tables, their columns and how many rows, and the size and root of the log then |',
    '| `data/exchanges/*.warc.gz` | requests and answers as they were recorded (WARC 1.1, ISO 28500) |',
    '| `data/media/<id>` | the original bytes; `medium.jsonl` says of which type |',
    '| `data/log/` | checkpoint, tiles and entries (C2SP tlog-tiles), the key to check it with, handovers of earlier keys |',
    ...(withKeys
      ? [
          '| `data/sealed/database/` | what `akta backup` writes: all rows, sealed under the master key |',
          '| `data/sealed/objects/` | objects as they were stored, sealed; below `k/` the wrapped keys of items and media |',
          '| `data/sealed/objects.jsonl` | their names, digests, locks and holds |',
          '',
          'The keys folder is not in here. With it, `akta import-exit --from` brings the same archive up again, from',
          '`data/sealed`. **Whoever has both reads everything, also what is destroyed later.** Destroy this folder once it is imported.',
        ]
      : ['', 'It holds no key, and cannot be imported as the same archive: it is a copy for another system to read.']),
    '',
    '## Tables',
    '',
    ...SUBJECTS.map(([subject, pattern]) => `- ${subject}: ${named(tables.filter(({ name }) => pattern.test(name)))}`),
    ...(rest.length > 0 ? [`- Work of the program itself: ${named(rest)}`] : []),
    '',
    '# Całe archiwum, wydane z programu Akta',
    '',
    `Rozpoczęto ${begun.begunAt}. Wierszy: ${counts.rows}, zapisanych odpowiedzi: ${counts.exchanges}, obrazów i filmów: ${counts.media},`,
    `zapisów rejestru: ${counts.entries}. Zniszczonych odpowiedzi lub plików: ${counts.unreadable} (są ich wiersze, nie ma bajtów).`,
    'Zawiera materiały bez anonimizacji i o ograniczonym dostępie.',
    '',
    '`data/rows` to wiersze tabel (JSON Lines), `data/exchanges` zapisane odpowiedzi (WARC), `data/media` oryginalne pliki,',
    '`data/log` rejestr zdarzeń (C2SP tlog-tiles). Całość sprawdza `sha256sum -c manifest-sha256.txt`.',
    withKeys
      ? '`data/sealed` służy do odtworzenia tego samego archiwum: `akta import-exit`. Po imporcie katalog należy zniszczyć.'
      : 'Kluczy tu nie ma: kopia jest do odczytu w innym systemie, nie da się z niej odtworzyć tego samego archiwum.',
    '',
  ].join('\n');
}

function named(tables: readonly { name: string; rows: number }[]): string {
  return tables.map(({ name, rows }) => `\`${name}\` (${rows})`).join(', ') || 'none';
}
