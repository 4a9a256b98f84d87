import { parseArgs } from 'node:util';
import { benchCapture } from './bench-capture.js';
import { benchDiscover } from './bench-discover.js';
import { benchExport } from './bench-export.js';
import { benchFixity } from './bench-fixity.js';
import { benchImport } from './bench-import.js';
import { benchLive, LIVE_SOURCES } from './bench-live.js';
import { benchLog } from './bench-log.js';
import { benchPdf } from './bench-pdf.js';
import { benchRepo } from './bench-repo.js';
import { benchRetention } from './bench-retention.js';
import { benchSearch } from './bench-search.js';
import { benchTransfer } from './bench-transfer.js';
import { benchWorkers } from './bench-workers.js';
import { type Measured, printJson, printTable } from './report.js';

const HELP = `Measures the archive on this machine, on a PostgreSQL of its own in a temporary folder, fsync on.

  npm run bench -- capture [--items 20000] [--json]     captured anew, captured again unchanged, and the floor of the
                                                        same promises: the same bytes and rows with no program around
  npm run bench -- capture --workers 4 [--items 20000] [--json]
                                                        eight accounts captured by one worker process, and eight by several
  npm run bench -- pdf [--items 20000] [--json]         the PDF of a bundle, and the same items printed by Chromium
  npm run bench -- export [--items 10000] [--json]      a request over so many items answered: redacted, rendered, searched
                                                        for leaks, sealed; then verified, beside sha256sum
  npm run bench -- import [--items 1000000] [--json]    the download of an account on X with so many posts imported, and
                                                        imported again, beside the floor of the same promises
  npm run bench -- fixity [--items 2000] [--json]       everything stored read back: digests beside openssl dgst over the same
                                                        files, and the full check to the commitment of each version
  npm run bench -- live [--source mastodon] [--seconds 30] [--rate 200] [--json]
                                                        from a post on a platform that pushes to its commit here;
                                                        of mastodon, bluesky and facebook, or of one of them
  npm run bench -- log [--entries 1000000] [--json]     sequencing, proofs of inclusion and of consistency
  npm run bench -- repo [--items 50000] [--json]        the signed repository of an account on Bluesky captured whole: how
                                                        fast, and in how much memory beside one of a tenth of it
  npm run bench -- search [--items 1000000] [--json]    first pages and exact counts of ten classes of queries over so many
                                                        snapshots, each beside SQL written by hand
  npm run bench -- discover [--items 1000000] [--json]  suggestions while somebody types over so many snapshots, out of the
                                                        database, beside ILIKE and the similarity of words by hand
  npm run bench -- retention [--items 1000000] [--json] the nightly evaluation of retention schedules: in full, and of a
                                                        hundredth of the items; a disposition list carried out, to 10,000;
                                                        living holds placed, to 100,000
  npm run bench -- transfer [--items 5000] [--json]     a transfer list of so many items, packaged in each form

  --json   one JSON object instead of the table
  --help   this text

Nothing passes or fails: a goal is reached or not, and both are said.
`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    items: { type: 'string' },
    entries: { type: 'string', default: '1000000' },
    workers: { type: 'string' },
    seconds: { type: 'string', default: '30' },
    rate: { type: 'string', default: '200' },
    source: { type: 'string' },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

const BENCHES: Readonly<Record<string, () => Promise<Measured>>> = {
  capture: () =>
    values.workers === undefined
      ? benchCapture(itemsOr(20_000))
      : benchWorkers(itemsOr(20_000), Number(values.workers)),
  export: () => benchExport(itemsOr(10_000)),
  search: () => benchSearch(itemsOr(1_000_000)),
  discover: () => benchDiscover(itemsOr(1_000_000)),
  retention: () => benchRetention(itemsOr(1_000_000)),
  transfer: () => benchTransfer(itemsOr(5_000)),
  import: () => benchImport(itemsOr(1_000_000)),
  fixity: () => benchFixity(itemsOr(2_000)),
  live: () => {
    const pace = { seconds: Number(values.seconds), rate: Number(values.rate) };
    return values.source === undefined ? benchLive(pace) : benchLive(pace, [values.source]);
  },
  log: () => benchLog(Number(values.entries)),
  repo: () => benchRepo(itemsOr(50_000)),
  pdf: () => benchPdf(itemsOr(20_000)),
};

process.exitCode = await main();

function itemsOr(usual: number): number {
  return Number(values.items ?? usual);
}

async function main(): Promise<number> {
  const bench = BENCHES[positionals[0] ?? ''];
  if (values.help || !bench || positionals.length > 1) return tell(values.help, HELP);
  const fault = faultAsked();
  if (fault !== null) return tell(false, fault);
  const measured = await bench();
  return tell(true, values.json ? printJson(measured) : printTable(measured));
}

function tell(well: boolean, text: string): number {
  process[well ? 'stdout' : 'stderr'].write(text);
  return well ? 0 : 2;
}

function faultAsked(): string | null {
  const { items = '20000', entries, workers = '4', seconds, rate } = values;
  const large = faultOf('items', items) ?? faultOf('entries', entries);
  return (
    large ??
    sourceFault() ??
    faultOf('workers', workers, 1) ??
    faultOf('seconds', seconds, 1) ??
    faultOf('rate', rate, 1)
  );
}

function sourceFault(): string | null {
  const { source } = values;
  if (source === undefined || Object.hasOwn(LIVE_SOURCES, source)) return null;
  return `--source is "${source}", not one of ${Object.keys(LIVE_SOURCES).join(', ')}\n`;
}

function faultOf(name: string, text: string, least = 1_000): string | null {
  const number = Number(text);
  if (Number.isSafeInteger(number) && number >= least) return null;
  return `--${name} is "${text}", not a whole number from ${least}; for example --${name} ${least * 4}\n`;
}
