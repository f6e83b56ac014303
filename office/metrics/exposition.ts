import { type FamilyName, type MetricFamily, metricFamilies } from './metric-families.ts';

/** The OpenMetrics text format 1.0, or for those who do not take it the older one of Prometheus. */
export type MetricsFormat = 'openmetrics' | 'prometheus';

export const contentTypes: Readonly<Record<MetricsFormat, string>> = {
  openmetrics: 'application/openmetrics-text; version=1.0.0; charset=utf-8',
  prometheus: 'text/plain; version=0.0.4; charset=utf-8',
};

/** Series as they are found; the format wants all of one family in one place. */
export class Exposition {
  readonly #samples = new Map<FamilyName, string[]>();

  /** `labels` as `labelsText` makes them; a value that is not known, or is no number, is no series. */
  add(family: FamilyName, labels: string, value: number | undefined): void {
    if (value === undefined || !Number.isFinite(value)) return;
    const samples = this.#samples.get(family);
    const name = sampleName(metricFamilies[family]);
    const line = labels === '' ? `${name} ${value}\n` : `${name}{${labels}} ${value}\n`;
    if (samples === undefined) this.#samples.set(family, [line]);
    else samples.push(line);
  }

  /** Pieces of text, in the order of the families. */
  *lines(format: MetricsFormat): Iterable<string> {
    for (const [name, family] of Object.entries(metricFamilies)) {
      const samples = this.#samples.get(name as FamilyName);
      if (samples === undefined) continue;
      yield format === 'openmetrics' ? openMetricsHead(family) : prometheusHead(family);
      yield* samples;
    }
    if (format === 'openmetrics') yield '# EOF\n';
  }
}

function sampleName({ name, type }: MetricFamily): string {
  return type === 'counter' ? `${name}_total` : type === 'info' ? `${name}_info` : name;
}

function openMetricsHead({ name, type, unit, help }: MetricFamily): string {
  const units = unit === undefined ? '' : `# UNIT ${name} ${unit}\n`;
  return `# TYPE ${name} ${type}\n${units}# HELP ${name} ${help}\n`;
}

/** It knows no `info` and no unit, and calls a family by the name of its samples. */
function prometheusHead(family: MetricFamily): string {
  const name = sampleName(family);
  const type = family.type === 'info' ? 'gauge' : family.type;
  return `# HELP ${name} ${family.help}\n# TYPE ${name} ${type}\n`;
}
