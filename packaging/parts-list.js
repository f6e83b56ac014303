// The list of all parts (SBOM), in the format CycloneDX: npm's list of the packages that are beside the program, what
// is bundled in it, and Node.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { called } from './called.js';
import { nodeVersion } from './node-inside.js';

/** Its text. `lib` is the folder of the staged program, `epochS` the time of the commit. */
export function partsList(project, lib, epochS) {
  const beside = JSON.parse(
    called('npm', ['sbom', '--sbom-format', 'cyclonedx', '--omit', 'dev'], { cwd: project }),
  );
  const listed = new Set(beside.components.map((one) => one['bom-ref']));
  const bundled = bundledParts(project, lib).filter((one) => !listed.has(one['bom-ref']));
  const node = {
    ...{ 'bom-ref': `node@${nodeVersion}`, type: 'platform', name: 'node', version: nodeVersion },
    ...{ purl: `pkg:generic/node@${nodeVersion}`, licenses: [{ license: { id: 'MIT' } }] },
  };
  const { metadata, serialNumber: _, ...rest } = beside;
  const list = {
    ...rest,
    // Neither a number of its own, nor this minute, nor the name of this folder: two lists of one commit are the same.
    metadata: {
      ...metadata,
      timestamp: new Date(epochS * 1_000).toISOString(),
      component: { ...metadata.component, name: 'loket', type: 'application' },
    },
    components: [...beside.components, ...bundled, node],
  };
  return `${JSON.stringify(list, null, 1)}\n`;
}

/** What THIRD-PARTY.txt names, as npm locked it. npm itself has no list of it: it is only there for the build. */
function bundledParts(project, lib) {
  const { packages } = JSON.parse(readFileSync(join(project, 'package-lock.json'), 'utf8'));
  const locked = new Map(
    Object.entries(packages).map(([path, one]) => [
      `${path.replace(/^.*node_modules\//, '')}@${one.version}`,
      one,
    ]),
  );
  const text = ['program', 'pages']
    .map((part) => readFileSync(join(lib, 'dist', part, 'THIRD-PARTY.txt'), 'utf8'))
    .join('\n');
  const named = [...text.matchAll(/^([\w@./-]+) (\d[\w.-]*): (.+)$/gm)];
  const parts = new Map(
    named.map(([, name, version, licence]) => [
      `${name}@${version}`,
      part(name, version, licence, locked.get(`${name}@${version}`)),
    ]),
  );
  return [...parts.values()];
}

function part(name, version, licence, locked) {
  if (locked === undefined) throw new Error(`${name} ${version} is bundled, but not in package-lock.json`);
  const [algorithm, content] = locked.integrity.split('-');
  return {
    ...{ 'bom-ref': `${name}@${version}`, type: 'library', name, version },
    ...{ scope: 'required', purl: `pkg:npm/${name.replace('@', '%40')}@${version}` },
    hashes: [
      {
        alg: algorithm.toUpperCase().replace('SHA', 'SHA-'),
        content: Buffer.from(content, 'base64').toString('hex'),
      },
    ],
    licenses: [/^[\w.-]+$/.test(licence) ? { license: { id: licence } } : { expression: licence }],
  };
}
