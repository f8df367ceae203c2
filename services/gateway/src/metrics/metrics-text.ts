import { type Distribution, METRICS, type Metric, type MetricName, type Reading } from './metrics.ts';

/** The readings of one process; several are told apart by the label `process`. */
export type ProcessReadings = { readonly process: string; readonly readings: readonly Reading[] };

/** The Prometheus text format, version 0.0.4. */
export function metricsText(processes: readonly ProcessReadings[]): string {
  const lines: string[] = [];
  for (const [name, metric] of Object.entries(METRICS) as [MetricName, Metric][]) {
    const ofMetric = processes.flatMap(({ process, readings }) =>
      readings
        .filter((reading) => reading.name === name)
        .flatMap((reading) => linesOf(metric, reading, process)),
    );
    if (ofMetric.length === 0) continue;
    lines.push(`# HELP ${name} ${metric.help}`, `# TYPE ${name} ${metric.type}`, ...ofMetric);
  }
  return `${lines.join('\n')}\n`;
}

function linesOf(metric: Metric, { name, label, value }: Reading, process: string): string[] {
  const own = metric.label === undefined ? '' : `,${metric.label}="${label ?? ''}"`;
  const labels = `process="${process}"${own}`;
  if (typeof value === 'number') return [`${name}{${labels}} ${value}`];
  return metric.type === 'histogram' ? histogramLines(name, labels, metric.bounds, value) : [];
}

function histogramLines(
  name: string,
  labels: string,
  bounds: readonly number[],
  { counts, sum }: Distribution,
): string[] {
  let count = 0;
  const buckets = counts.map((ofBucket, index) => {
    count += ofBucket;
    return `${name}_bucket{${labels},le="${bounds[index] ?? '+Inf'}"} ${count}`;
  });
  return [...buckets, `${name}_sum{${labels}} ${sum}`, `${name}_count{${labels}} ${count}`];
}
