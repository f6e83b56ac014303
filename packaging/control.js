// What dpkg is told of the package.

import { createHash } from 'node:crypto';
import { lstatSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export const maintainer = 'Loket maintainers <maintainers@loket.example>';
const scripts = ['postinst', 'prerm', 'postrm'];

/** Writes DEBIAN/ in `root`, which has all files of the package. */
export function writeControl(root, { arch, version, depends }) {
  const folder = join(root, 'DEBIAN');
  const files = filesBelow(root);
  const bytes = files.reduce((sum, name) => sum + lstatSync(join(root, name)).size, 0);
  const sums = files
    .filter((name) => lstatSync(join(root, name)).isFile())
    .map(
      (name) =>
        `${createHash('md5')
          .update(readFileSync(join(root, name)))
          .digest('hex')}  ${name}\n`,
    );
  mkdirSync(folder);
  writeFileSync(
    join(folder, 'control'),
    controlText({ arch, version, depends, sizeKb: Math.ceil(bytes / 1_024) }),
  );
  writeFileSync(join(folder, 'md5sums'), sums.join(''));
  for (const name of scripts) {
    writeFileSync(join(folder, name), readFileSync(new URL(`debian/${name}`, import.meta.url)), {
      mode: 0o755,
    });
  }
}

const filesBelow = (root) =>
  readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((one) => !one.isDirectory())
    .map(({ parentPath, name }) => join(parentPath, name).slice(root.length + 1))
    .sort();

const controlText = ({ arch, version, depends, sizeKb }) => `Package: loket
Version: ${version}
Architecture: ${arch}
Maintainer: ${maintainer}
Installed-Size: ${sizeKb}
Depends: ${depends.join(', ')}
Recommends: systemd, udev, gpiod
Suggests: alsa-utils, espeak-ng, ffmpeg, chromium, cage, xwayland, seatd
Section: misc
Priority: optional
Description: counters of a public service mall: keys, displays, tickets, queues
 Loket drives the hardware of service counters on a Raspberry Pi: call buttons,
 number displays, ticket printers, scanners and speakers. It runs the queues,
 and publishes states and events over MQTT. It works without internet.
 .
 The service starts when a site is installed: loket install SITE. Removing the
 package, also with purge, leaves settings and data where they are.
`;
