/**
 * Prometheus' text format 0.0.4, read strictly: what it does not allow throws with its line.
 * https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format
 */
export interface ReadSample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

export interface ReadMetric {
  readonly type: string;
  readonly help: string;
  readonly samples: readonly ReadSample[];
}

const NAME = '[a-zA-Z_:][a-zA-Z0-9_:]*';
const LABEL = '[a-zA-Z_][a-zA-Z0-9_]*';
const PAIR = `(${LABEL})="((?:[^"\\\\\\n]|\\\\[\\\\"n])*)"`;
const HELP = new RegExp(`^# HELP (${NAME}) ((?:[^\\\\\\n]|\\\\[\\\\n])+)$`);
const TYPE = new RegExp(`^# TYPE (${NAME}) (counter|gauge|histogram|summary|untyped)$`);
const SAMPLE = new RegExp(`^(${NAME})(?:\\{(${PAIR}(?:,${PAIR})*)\\})? (-?(?:\\d+(?:\\.\\d+)?(?:e[+-]?\\d+)?))$`, 'i');

export function readExposition(text: string): ReadonlyMap<string, ReadMetric> {
  if (!text.endsWith('\n')) throw new Error('The last line does not end');
  const reader = new Reader();
  for (const line of text.slice(0, -1).split('\n')) {
    if (!reader.help(line) && !reader.type(line) && !reader.sample(line)) {
      throw new Error(`No line of the format: ${line}`);
    }
  }
  return reader.metrics;
}

class Reader {
  readonly metrics = new Map<string, { type: string; help: string; samples: ReadSample[] }>();
  private readonly seen = new Set<string>();
  private now: string | null = null;

  help(line: string): boolean {
    const [, name, help = ''] = HELP.exec(line) ?? [];
    if (name === undefined) return false;
    if (this.metrics.has(name)) throw new Error(`Told twice: ${line}`);
    this.metrics.set(name, { type: '', help, samples: [] });
    this.now = name;
    return true;
  }

  type(line: string): boolean {
    const [, name, type = ''] = TYPE.exec(line) ?? [];
    if (name === undefined) return false;
    const metric = this.metrics.get(name);
    if (this.now !== name || !metric || metric.samples.length > 0) throw new Error(`Out of its place: ${line}`);
    metric.type = type;
    return true;
  }

  sample(line: string): boolean {
    const found = SAMPLE.exec(line);
    const [, name, pairs = ''] = found ?? [];
    if (name === undefined) return false;
    const metric = this.metrics.get(name);
    if (this.now !== name || !metric?.type) throw new Error(`Not grouped, or of no type: ${line}`);
    if (this.seen.has(`${name}{${pairs}`)) throw new Error(`Said twice: ${line}`);
    this.seen.add(`${name}{${pairs}`);
    metric.samples.push({ name, labels: labelsIn(pairs), value: Number(found?.at(-1)) });
    return true;
  }
}

function labelsIn(pairs: string): Record<string, string> {
  return Object.fromEntries(
    Array.from(pairs.matchAll(new RegExp(PAIR, 'g')), ([, name = '', value = '']) => [name, value]),
  );
}
