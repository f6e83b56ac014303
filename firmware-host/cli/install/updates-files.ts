import type { Language, Site } from '../../../config/site.ts';
import { clockTime } from '../../../config/values/span.ts';
import { places } from './install-paths.ts';
import { quietTimes } from './quiet-times.ts';

const settled = 0o644;
/** So that not all sites of an office ask it at once. */
const delayMinutes = 20;
const keyBlock =
  /^-----BEGIN PGP PUBLIC KEY BLOCK-----\r?\n[\x20-\x7e\r\n]+^-----END PGP PUBLIC KEY BLOCK-----$/m;

/** The public key in a text, one line each; undefined: there is none, or it is the secret one. */
export function publicKeyIn(text: string): readonly string[] | undefined {
  if (text.includes('PRIVATE KEY')) return undefined;
  return keyBlock.exec(text)?.[0].split(/\r?\n/);
}

/** The files with which apt takes new versions of this package by itself. `key` is what `publicKeyIn` gives. */
export function updatesSteps(site: Site, key: readonly string[]) {
  const write = (path: string, text: string) => ({ do: 'write', path, text, mode: settled }) as const;
  return [
    write(places.updatesSource, sourceText(site.updates?.from ?? '', key)),
    write(places.updatesConfig, config),
    write(places.updatesTimer, timerText(site)),
  ];
}

const updatesFiles: readonly string[] = [places.updatesSource, places.updatesConfig, places.updatesTimer];

/** Takes them away; Debian's own updates are as they were before. */
export const updatesRemoval = updatesFiles.map((path) => ({ do: 'remove', path }) as const);

/** sources.list(5), "DEB822-STYLE FORMAT": the key is in it, an empty line of it as a dot. */
const sourceText = (
  from: string,
  key: readonly string[],
) => `# Made by \`loket install\` from the site file (updates).
Types: deb
URIs: ${from.startsWith('/') ? `file:${from}` : from}
Suites: stable
Components: main
Signed-By:
${key.map((line) => ` ${line.trim() === '' ? '.' : line}\n`).join('')}`;

/** Debian's own origins stay those of its 50unattended-upgrades: a list in braces is added to. */
const config = `// Made by \`loket install\` from the site file (updates).
APT::Periodic::Update-Package-Lists "1";
APT::Periodic::Unattended-Upgrade "1";
Unattended-Upgrade::Origins-Pattern { "origin=Loket,label=Loket"; };
`;

/** Not Persistent=: a hall that was off at night would be updated when it is switched on, with visitors waiting. */
const timerText = (site: Site) => `# Made by \`loket install\` from the opening hours of the site file.
[Timer]
OnCalendar=
${quietTimes(site)
  .at.map((minute) => `OnCalendar=*-*-* ${clockTime(minute, ':')}:00 ${site.zone}\n`)
  .join('')}RandomizedDelaySec=${delayMinutes}m
Persistent=false
`;

/** When new versions come, in words. */
export function saidOfUpdates(site: Site, speak: Language): string {
  const { at, isClosed } = quietTimes(site);
  const times = at.map((minute) => clockTime(minute, speak === 'id' ? '.' : ':'));
  const said = {
    id: `Versi baru dipasang sendiri pukul ${times.join(' atau ')} (${site.zone}), ${
      isClosed ? 'di luar jam layanan' : 'karena berkas situs tidak menyebut kapan balai tutup (hours)'
    }. Sekarang juga: sudo apt-get update && sudo apt-get install loket`,
    en: `New versions are installed by themselves at ${times.join(' or ')} (${site.zone}), ${
      isClosed
        ? 'outside the opening hours'
        : 'since the site file does not say when the hall is closed (hours)'
    }. At once: sudo apt-get update && sudo apt-get install loket`,
  };
  return said[speak];
}
