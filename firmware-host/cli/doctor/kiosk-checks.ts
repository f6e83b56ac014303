import { places } from '../install/install-paths.ts';
import { kioskAddress, kioskPlace } from '../install/kiosk-files.ts';
import { browsers, compositor } from '../kiosk/kiosk-browser.ts';
import type { Facts } from './facts.ts';
import { both, type Finding, fault, ok, warn } from './finding.ts';

/** The compositor of Debian 12 does not start without Xwayland, though nothing here uses it. */
const others = ['/usr/bin/Xwayland', '/usr/sbin/seatd'];
const programs = 'sudo apt install --no-install-recommends cage xwayland seatd chromium';

/** Checks that a page can be shown on this machine's own screen, where it was installed with `--kiosk`. */
export function kioskChecks(facts: Facts): readonly Finding[] {
  const unit = facts.tree.text(places.kioskUnit);
  if (unit === undefined) return [];
  return [ofPrograms(facts), ofAddress(facts, unit), ...ofDesktop(facts), ...ofScreen(facts)];
}

function ofPrograms({ tree }: Facts): Finding {
  const isThere = (path: string) => tree.node(path) !== undefined;
  const missing = [compositor, ...others].filter((path) => !isThere(path));
  if (!browsers.some(isThere)) missing.push(browsers[0]);
  if (missing.length === 0) return ok('program layar terpasang', 'the programs of the screen are there');
  const named = missing.join(', ');
  return fault(
    {
      id: `layar tidak dapat menampilkan halamannya tanpa ${named}`,
      en: `the screen cannot show its page without ${named}`,
    },
    both(programs),
  );
}

/** The port of the page may have changed since, or the page is no longer there. */
function ofAddress({ tree, site }: Facts, unit: string): Finding {
  const page = tree.text(places.kioskPage)?.trim() ?? '/board';
  const place = site && kioskPlace(site, page);
  const address = place && kioskAddress(place, page);
  if (site === undefined || (address !== undefined && unit.includes(` kiosk ${address} `)))
    return ok(`layar menampilkan ${page} situs ini`, `the screen shows ${page} of this site`);
  return warn(
    { id: `layar menampilkan ${page} di alamat lain`, en: `the screen shows ${page} of another address` },
    both('sudo loket install site.yaml'),
  );
}

/** A desktop takes the screen for itself. */
function ofDesktop({ tree }: Facts): readonly Finding[] {
  if (tree.node('/etc/systemd/system/display-manager.service') === undefined) return [];
  return [
    warn(
      { id: 'desktop memakai layar yang sama', en: 'a desktop uses the same screen' },
      both('sudo systemctl disable --now display-manager'),
    ),
  ];
}

/** What the kernel says of its connectors (`/sys/class/drm/card0-HDMI-A-1/status`). */
function ofScreen({ tree }: Facts): readonly Finding[] {
  const root = '/sys/class/drm';
  const states = tree
    .names(root)
    .filter((name) => /^card\d+-/.test(name))
    .map((name) => tree.text(`${root}/${name}/status`));
  if (states.includes('connected')) return [ok('layar terpasang', 'a screen is connected')];
  return [
    warn(
      { id: 'tidak ada layar yang terpasang', en: 'no screen is connected' },
      {
        id: 'nyalakan TV sebelum Pi, dan pakai colokan HDMI yang dekat dengan catu daya',
        en: 'switch the television on before the Pi, and use the HDMI socket next to the supply',
      },
    ),
  ];
}
