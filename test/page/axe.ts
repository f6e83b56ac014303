import { readFileSync } from 'node:fs';
import type { AxeResults, Result } from 'axe-core';
import type { Page } from 'playwright-core';

const axe = readFileSync(new URL(import.meta.resolve('axe-core/axe.min.js')), 'utf8');
const rules = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What axe-core says of a page: violations, and what it cannot judge, such as a contrast with an unknown ground. */
export async function objections(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe);
  const found = (await page.evaluate(`axe.run({ runOnly: ${JSON.stringify(rules)} })`)) as AxeResults;
  return [...found.violations, ...found.incomplete].map(inWords);
}

function inWords({ id, help, nodes }: Result): string {
  const all = nodes.map(({ target, failureSummary }) => `${target}: ${failureSummary ?? ''}`);
  return `${id}, ${help}: ${all.join('; ')}`;
}
