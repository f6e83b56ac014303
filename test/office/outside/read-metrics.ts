/** A sample as it stands in the text. */
export interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

const label = String.raw`[a-z_]+="(?:[^"\\\n]|\\["\\n])*"`;
const line = new RegExp(`^([a-z_]+)(?:\\{(${label}(?:,${label})*)\\})? (-?[0-9.e+]+)$`);

/** Reads the text by the grammar of OpenMetrics, as far as we use it; throws at the first line that is none. */
export function readMetrics(text: string): readonly Sample[] {
  if (!text.endsWith('\n# EOF\n')) throw new Error('the text has no end');
  const samples: Sample[] = [];
  for (const one of text.split('\n').slice(0, -2)) {
    if (/^# (TYPE [a-z_]+ (gauge|counter|info)|UNIT [a-z_]+ [a-z]+|HELP [a-z_]+ [^\\]+)$/.test(one)) continue;
    const [, name = '', inside = '', value = ''] = line.exec(one) ?? [];
    if (name === '') throw new Error(`no sample: ${JSON.stringify(one)}`);
    const labels = [...inside.matchAll(/([a-z_]+)="((?:[^"\\]|\\.)*)"/g)].map(([, of = '', said = '']) => [
      of,
      said.replaceAll(/\\(.)/g, '$1'),
    ]);
    samples.push({ name, labels: Object.fromEntries(labels), value: Number(value) });
  }
  return samples;
}

/** The label sets of one metric. */
export function labelsOf(text: string, name: string): readonly Sample['labels'][] {
  return readMetrics(text)
    .filter((one) => one.name === name)
    .map(({ labels }) => labels);
}

export function sampleOf(text: string, name: string): number | undefined {
  return readMetrics(text).find((one) => one.name === name)?.value;
}
