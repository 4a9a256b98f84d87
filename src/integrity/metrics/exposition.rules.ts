/**
 * Prometheus' text format, version 0.0.4 (prometheus.io/docs/instrumenting/exposition_formats). Written here because every
 * figure is asked of the database when somebody looks: a library would bring counters and their registry, and we count nothing.
 */
export interface Metric {
  readonly name: string;
  readonly type: 'gauge' | 'counter';
  /** One line. */
  readonly help: string;
  readonly samples: readonly Sample[];
}

export interface Sample {
  readonly value: number;
  /** Words of ours and nothing else: no content, no handle, no name of a person. */
  readonly labels?: Readonly<Record<string, string>>;
}

export const EXPOSITION_TYPE = 'text/plain; version=0.0.4; charset=utf-8';

/** A metric without a sample is left out: what is not known is not said to be 0. */
export function exposition(metrics: readonly Metric[]): string {
  return metrics
    .filter(({ samples }) => samples.length > 0)
    .map(({ name, type, help, samples }) =>
      [
        `# HELP ${name} ${help.replaceAll('\\', '\\\\').replaceAll('\n', '\\n')}\n`,
        `# TYPE ${name} ${type}\n`,
        ...samples.map(({ value, labels = {} }) => `${name}${labelsOf(labels)} ${value}\n`),
      ].join(''),
    )
    .join('');
}

function labelsOf(labels: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(labels).map(
    ([name, value]) => `${name}="${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`,
  );
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
}
