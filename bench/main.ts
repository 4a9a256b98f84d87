import { parseArgs } from 'node:util';
import { benchCapture } from './bench-capture.js';
import { benchExport } from './bench-export.js';
import { benchLog } from './bench-log.js';
import { benchPdf } from './bench-pdf.js';
import { benchRetention } from './bench-retention.js';
import { benchSearch } from './bench-search.js';
import { type Measured, printJson, printTable } from './report.js';

const HELP = `Measures the archive on this machine, on a PostgreSQL of its own in a temporary folder, fsync on.

  npm run bench -- capture [--items 20000] [--json]     captured anew, captured again unchanged, and the floor of the
                                                        same promises: the same bytes and rows with no program around
  npm run bench -- pdf [--items 20000] [--json]         the PDF of a bundle, and the same items printed by Chromium
  npm run bench -- export [--items 10000] [--json]      a request over so many items answered: redacted, rendered, searched
                                                        for leaks, sealed; then verified, beside sha256sum
  npm run bench -- log [--entries 1000000] [--json]     sequencing, proofs of inclusion and of consistency
  npm run bench -- search [--items 1000000] [--json]    first pages and exact counts of ten classes of queries over so many
                                                        snapshots, each beside SQL written by hand
  npm run bench -- retention [--items 1000000] [--json] the nightly evaluation of retention schedules: in full, and of a
                                                        hundredth of the items

  --json   one JSON object instead of the table
  --help   this text

Nothing passes or fails: a goal is reached or not, and both are said.
`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    items: { type: 'string' },
    entries: { type: 'string', default: '1000000' },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

const BENCHES: Readonly<Record<string, () => Promise<Measured>>> = {
  capture: () => benchCapture(Number(values.items ?? 20_000)),
  export: () => benchExport(Number(values.items ?? 10_000)),
  search: () => benchSearch(Number(values.items ?? 1_000_000)),
  retention: () => benchRetention(Number(values.items ?? 1_000_000)),
  log: () => benchLog(Number(values.entries)),
  pdf: () => benchPdf(Number(values.items ?? 20_000)),
};

process.exitCode = await main();

async function main(): Promise<number> {
  const bench = BENCHES[positionals[0] ?? ''];
  if (values.help || !bench || positionals.length > 1) return tell(values.help, HELP);
  const fault = faultOf('items', values.items ?? '20000') ?? faultOf('entries', values.entries);
  if (fault !== null) return tell(false, fault);
  const measured = await bench();
  return tell(true, values.json ? printJson(measured) : printTable(measured));
}

function tell(well: boolean, text: string): number {
  process[well ? 'stdout' : 'stderr'].write(text);
  return well ? 0 : 2;
}

function faultOf(name: string, text: string): string | null {
  const number = Number(text);
  if (Number.isSafeInteger(number) && number >= 1_000) return null;
  return `--${name} is "${text}", not a whole number from 1,000; for example --${name} 20000\n`;
}
