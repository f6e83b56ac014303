import { isMap, parseDocument, type YAMLMap } from 'yaml';
import { type Problem, problem } from './problem.ts';
import { readYaml } from './read-yaml.ts';
import { say } from './texts/texts.ts';

/** A step from one version of the file format to the next. It edits the text, so that comments and layout stay. */
interface Step {
  /** Undefined: a file without `version`. */
  readonly from: number | undefined;
  readonly to: number;
  readonly edit: (text: string, top: YAMLMap) => string;
}

/** The format this program reads. */
export const currentVersion = 1;

/** A new version is one more step here. */
const steps: readonly Step[] = [
  {
    from: undefined,
    to: 1,
    edit(text, top) {
      const at = top.range?.[0] ?? 0;
      const [before, after] = [text.slice(0, at), text.slice(at)];
      return top.flow
        ? `${before}{ version: 1, ${after.slice(1).trimStart()}`
        : `${before}version: 1\n${after}`;
    },
  },
];

/**
 * The text of a site file in the current version; unchanged if it is current already. Problems when it is no YAML, or
 * of a version for which there is no step. `file` is its name in messages. Never throws.
 */
export function migrated(
  text: string,
  file: string,
): { readonly text: string } | { readonly problems: readonly Problem[] } {
  let now = text;
  // Each step leads to a higher version, so this loop ends.
  for (;;) {
    const yaml = readYaml(now, file);
    if ('problems' in yaml) return yaml;
    const { value, locate } = yaml.tree;
    const top = parseDocument(now).contents;
    if (!isMap(top) || typeof value !== 'object' || value === null)
      return { problems: [problem('error', locate([], 'value'), [], say('file-empty'))] };
    const { version } = value as { readonly version?: unknown };
    if (version === currentVersion) return { text: now };
    const step = steps.find(({ from }) => from === version);
    if (step === undefined)
      return {
        problems: [
          problem('error', locate(['version'], 'value'), ['version'], say('bad-version', String(version))),
        ],
      };
    now = step.edit(now, top);
  }
}
