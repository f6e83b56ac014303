// What belongs in other places than /usr/lib/loket: the command, the manual, completion, the unit, licences.
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { thirdParty } from '../bundle/third-party.js';
import { packagesIn } from './addons.js';
import { completion } from './completion.js';
import { maintainer } from './control.js';
import { manual } from './manual.js';
import { nodeVersion } from './node-inside.js';
import { partsList } from './parts-list.js';

const own = (name) => fileURLToPath(new URL(`debian/${name}`, import.meta.url));

/** Writes all of it below `root`, where usr/lib/loket is complete. `node` is the folder that Node was unpacked to. */
export function writeShare(root, { project, node, version, epochS }) {
  const lib = join(root, 'usr/lib/loket');
  const write = (path, content, mode = 0o644) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content, { mode });
  };
  // Level 9, and no time in it.
  const zipped = (path, text) => write(path, gzipSync(text, { level: 9 }));
  write('usr/bin/loket', readFileSync(own('loket')), 0o755);
  write('usr/lib/loket/bin/take-back', readFileSync(own('take-back')), 0o755);
  const units = 'usr/lib/systemd/system';
  for (const name of ['loket.service', 'loket-take-back.service'])
    write(`${units}/${name}`, readFileSync(own(name)));
  // At every start of the machine, for a trial that a power cut has ended.
  mkdirSync(join(root, units, 'multi-user.target.wants'));
  symlinkSync(
    '../loket-take-back.service',
    join(root, units, 'multi-user.target.wants/loket-take-back.service'),
  );
  write('usr/share/bash-completion/completions/loket', completion());
  zipped('usr/share/man/man1/loket.1.gz', manual('en', { version, epochS }));
  zipped('usr/share/man/id/man1/loket.1.gz', manual('id', { version, epochS }));
  write('usr/share/lintian/overrides/loket', readFileSync(own('lintian-overrides')));
  write('usr/share/doc/loket/copyright', licences(lib, node));
  write('usr/share/doc/loket/sbom.cdx.json', partsList(project, lib, epochS));
  zipped('usr/share/doc/loket/changelog.gz', changelog(version, epochS));
  for (const name of ['docs', 'README.md', 'CHANGELOG.md'])
    symlinkSync(`../../../lib/loket/${name}`, join(root, 'usr/share/doc/loket', name));
  symlinkSync('../../../lib/loket/config/examples', join(root, 'usr/share/doc/loket/examples'));
}

/** The licences of Loket, of what is in it and beside it, and of Node with all that Node has in it. */
function licences(lib, node) {
  const text = (path) => readFileSync(path, 'utf8').trim();
  const beside = packagesIn(join(lib, 'node_modules')).map(
    (folder) => `${folder.slice(lib.length + 1)}/package.json`,
  );
  return `${[
    `Loket\n\n${text(join(lib, 'LICENSE'))}`,
    ...['program', 'pages'].map((part) => text(join(lib, 'dist', part, 'THIRD-PARTY.txt'))),
    thirdParty(beside, new URL(`file://${lib}/`)),
    `Node.js ${nodeVersion}\n\n${text(join(node, 'LICENSE'))}`,
  ].join(`\n\n${'-'.repeat(80)}\n\n`)}\n`;
}

/** In the form that Debian's programs read; what has changed is in CHANGELOG.md. */
const changelog = (version, epochS) => `loket (${version}) unstable; urgency=medium

  * What has changed is in /usr/share/doc/loket/CHANGELOG.md.

 -- ${maintainer}  ${new Date(epochS * 1_000).toUTCString().replace('GMT', '+0000')}
`;
