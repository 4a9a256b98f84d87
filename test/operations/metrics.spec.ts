import { execFileSync, spawnSync } from 'node:child_process';
import { BackUpKeys } from '../../src/archive/index.js';
import { DailyWork, ExamineInstallation } from '../../src/integrity/index.js';
import { exposition } from '../../src/integrity/metrics/exposition.rules.js';
import { ConfigFaults, readConfig, system } from '../../src/platform/index.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { readExposition, type ReadMetric } from '../support/read-exposition.js';

const ACTOR = system('setup');
const TOKEN = 'of-sixteen-letters-at-least';
/** Debian's python3-prometheus-client: a reader that nobody here wrote. */
const PYTHON = ['/usr/bin/python3', 'python3'].find(
  (python) => spawnSync(python, ['-c', 'import prometheus_client.parser']).status === 0,
);
const COUNT_FAMILIES = `
import sys
from prometheus_client.parser import text_string_to_metric_families as read
print("\\n".join(sorted(f"{s.name} {s.value}" for family in read(sys.stdin.read()) for s in family.samples)))`;

describe('the figures for a Prometheus', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await startTestApp({ settings: { METRICS_PORT: '0', METRICS_TOKEN: TOKEN } });
    await app.akta.app.get(BackUpKeys, { strict: false }).run(ACTOR);
    await app.akta.app.get(DailyWork, { strict: false }).settle(new AbortController().signal);
    await app.akta.app.get(ExamineInstallation, { strict: false }).run(ACTOR);
  }, 120_000);

  afterAll(() => app?.close());

  const ask = (init: RequestInit = { headers: { Authorization: `Bearer ${TOKEN}` } }, path = ''): Promise<Response> =>
    fetch(`${app.akta.metricsUrl ?? ''}${path}`, init);
  const read = async (): Promise<ReadonlyMap<string, ReadMetric>> => readExposition(await (await ask()).text());

  it('are in the format, each with what it means, and hold what an operator is woken for', async () => {
    const answer = await ask();
    expect(answer.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
    const metrics = await read();
    for (const name of [
      'akta_fixity_objects',
      'akta_fixity_oldest_read_age_seconds',
      'akta_fixity_findings_open',
      'akta_queue_waiting',
      'akta_log_entries',
      'akta_log_unsequenced',
      'akta_locks_short',
      'akta_alarms',
      'akta_disk_free_bytes',
      'akta_examination_ill',
      'process_resident_memory_bytes',
    ]) {
      expect([name, metrics.get(name)?.samples.length ?? 0]).not.toEqual([name, 0]);
    }
    expect(metrics.get('akta_fixity_findings_open')?.samples).toHaveLength(7);
    expect(metrics.get('process_resident_memory_bytes')?.samples[0]?.value).toBeGreaterThan(1e7);
  });

  const reads = PYTHON === undefined ? it.skip : it;
  reads(
    'are read by a program nobody here wrote, value by value (skipped without python3-prometheus-client)',
    async () => {
      const text = await (await ask()).text();
      const theirs = execFileSync(PYTHON ?? '', ['-c', COUNT_FAMILIES], { input: text, encoding: 'utf8' }).trim();
      const ours = [...readExposition(text).values()].flatMap(({ samples }) => samples);
      const told = theirs.split('\n').map((line) => `${line.split(' ')[0]} ${Number(line.split(' ')[1])}`);
      const byName = (a: string, b: string): number => (a < b ? -1 : 1);
      expect(told.toSorted(byName)).toEqual(ours.map(({ name, value }) => `${name} ${value}`).toSorted(byName));
    },
  );

  it('are shown to whoever has the token and to nobody else, and nothing else is at their address', async () => {
    for (const headers of [{}, { Authorization: 'Bearer wrong' }, { Authorization: TOKEN }]) {
      expect((await ask({ headers })).status).toBe(401);
    }
    expect((await ask(undefined, '/../api/v1/desk')).status).toBe(404);
    expect((await ask({ method: 'POST', headers: { Authorization: `Bearer ${TOKEN}` } })).status).toBe(404);
    // Not where people are, whatever they may.
    expect(await (await app.ask('GET', '/metrics')).text()).not.toContain('akta_log_entries');
  });

  it('are off unless a port is set, and do not leave this machine without a token', () => {
    expect(readConfig({}).config.metrics).toBeNull();
    expect(readConfig({ METRICS_PORT: '9464' }).config.metrics).toEqual({ host: '127.0.0.1', port: 9464 });
    expect(() => readConfig({ METRICS_PORT: '9464', METRICS_HOST: '0.0.0.0' })).toThrow(ConfigFaults);
    expect(() => readConfig({ METRICS_PORT: '9464', METRICS_TOKEN: 'short' })).toThrow(/METRICS_TOKEN/);
    const open = { METRICS_PORT: '9464', METRICS_HOST: '0.0.0.0', METRICS_TOKEN: TOKEN };
    expect(JSON.stringify(readConfig(open).config)).not.toContain(TOKEN);
  });

  it('hold words of ours alone: a hostile word is no second line', () => {
    const labels = { reason: 'a"b\\c\nakta_alarms 0' };
    const text = exposition([{ name: 'akta_x', type: 'gauge', help: 'A\nB', samples: [{ value: 1, labels }] }]);
    expect(text.split('\n')).toHaveLength(4);
    expect([...readExposition(text).keys()]).toEqual(['akta_x']);
  });
});
