import { mkdtempSync } from 'node:fs';
import { runCommandLine } from '../../src/command-line.js';
import { SystemClock } from '../../src/platform/index.js';
import { startTestApp, type TestApp } from '../support/app.js';

describe('clocks at the command line', () => {
  const clock = new SystemClock();
  let app: TestApp;
  const akta = async (...args: string[]): Promise<{ exit: number; out: string; err: string }> => {
    let [out, err] = ['', ''];
    const exit = await runCommandLine(args, { env: app.env, clock, signal: new AbortController().signal, out: (text) => (out += text), err: (text) => (err += text) });
    return { exit, out, err };
  };
  beforeAll(async () => { app = await startTestApp({ clock }); });
  afterAll(async () => { await app.close(); });
  it('plays', async () => {
    for (const line of ['clock list','clock show us-foia','clock show us-ne --lang pl','clock due us-il 2026-05-20','clock due us-foia 2025-12-17 --pause 2025-12-20..2025-12-22 --pause 2026-01-05..2026-01-06','clock due us-foia 2025-12-17 --pause 2025-12-20..2025-12-22 --pause fees:2026-01-05..2026-01-06','clock due pl-udip 2026-04-17 --extend reasons --until 2026-08-01','clock due us-nb 2026-01-01','clock due us-ne 2026-01-01','clock due us-il 2026-02-30','clock due us-il 2050-01-01','clock due us-il 2026-05-20 --pause 2027-01-01..2027-01-03','clock due us-foia 2026-05-20 --pause 2027-01-01..2027-01-03','clock due us-wa 2026-05-20 --extend locate','clock due us-wa 2026-05-20 --extend locate --until 2026-07-04','clock due uk-foia 2026-03-02 --pause clarification:2026-03-05..2026-03-12 --json','clock confirm us-ne','calendar show us-il --year 2026','calendar add us-il 2026-05-26 --name Flood --reason "x y"','clock due us-il 2026-05-20','clock check','clock check /tmp'])
    { const r = await akta(...(line.match(/"[^"]*"|\S+/g) ?? []).map((w) => w.replaceAll('"', ''))); console.log(`$ ${line}\n${r.out}${r.err}[${r.exit}]`); }
    console.log(mkdtempSync);
  });
});
