import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { language } from '../../process/console-language.ts';
import { siteFrom } from '../../process/site-file.ts';
import { places } from '../install/install-paths.ts';
import { deviceChecks } from './device-checks.ts';
import { type Facts, gather } from './facts.ts';
import { type Finding, saidOf } from './finding.ts';
import { kioskChecks } from './kiosk-checks.ts';
import { machineChecks } from './machine-checks.ts';
import { networkChecks } from './network-checks.ts';
import { powerChecks } from './power-checks.ts';

/** `loket doctor [SITE]`: problems that may keep a hall from running on this machine, each with its remedy. */
export async function doctor(
  path: string | undefined,
  options: { readonly root: string; readonly data: string },
): Promise<void> {
  const installed = join(options.root, places.site);
  const file = path ?? (existsSync(installed) ? installed : undefined);
  const site = file === undefined ? undefined : await siteFrom(file);
  if (file !== undefined && site === undefined) process.exitCode = 1;
  const findings = diagnosed(await gather(site, file, options));
  console.log(saidOf(findings, language(site?.language)).join('\n'));
  if (findings.some(({ verdict }) => verdict === 'fault')) process.exitCode = 1;
}

/** Every finding, in the order in which to fix them. */
export const diagnosed = (facts: Facts): readonly Finding[] => [
  ...machineChecks(facts),
  ...powerChecks(facts),
  ...deviceChecks(facts),
  ...networkChecks(facts),
  ...kioskChecks(facts),
];
