import { readFileSync } from 'node:fs';
import type { AxeResults, Result } from 'axe-core';
import type { Page } from 'playwright-core';

const axe = readFileSync(new URL(import.meta.resolve('axe-core/axe.min.js')), 'utf8');
const rules = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What axe-core says of a page: violations, and what it cannot judge, such as a contrast with an unknown ground. */
export async function objections(page: Page): Promise<readonly string[]> {
  const { violations: broken, incomplete } = await judged(page);
  return [...broken, ...incomplete].map(inWords);
}

/** The same without what it cannot judge: tables that are wider than the window hide cells from it. */
export async function violations(page: Page): Promise<readonly string[]> {
  return (await judged(page)).violations.map(inWords);
}

async function judged(page: Page): Promise<AxeResults> {
  await page.evaluate(axe);
  return (await page.evaluate(`axe.run({ runOnly: ${JSON.stringify(rules)} })`)) as AxeResults;
}

function inWords({ id, help, nodes }: Result): string {
  const all = nodes.map(({ target, failureSummary }) => `${target}: ${failureSummary ?? ''}`);
  return `${id}, ${help}: ${all.join('; ')}`;
}
