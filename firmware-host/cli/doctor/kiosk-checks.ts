import { places } from '../install/install-paths.ts';
import { boardAddress, boardPlace } from '../install/kiosk-files.ts';
import { browsers, compositor } from '../kiosk/kiosk-browser.ts';
import type { Facts } from './facts.ts';
import { both, type Finding, fault, ok, warn } from './finding.ts';

/** The compositor of Debian 12 does not start without Xwayland, though the board does not use it. */
const others = ['/usr/bin/Xwayland', '/usr/sbin/seatd'];
const programs = 'sudo apt install --no-install-recommends cage xwayland seatd chromium';

/** Checks that the board can be shown on this machine's own screen, where it was installed with `--kiosk`. */
export function kioskChecks(facts: Facts): readonly Finding[] {
  const unit = facts.tree.text(places.kioskUnit);
  if (unit === undefined) return [];
  return [ofPrograms(facts), ofAddress(facts, unit), ...ofDesktop(facts), ...ofScreen(facts)];
}

function ofPrograms({ tree }: Facts): Finding {
  const isThere = (path: string) => tree.node(path) !== undefined;
  const missing = [compositor, ...others].filter((path) => !isThere(path));
  if (!browsers.some(isThere)) missing.push(browsers[0]);
  if (missing.length === 0)
    return ok('program layar papan terpasang', 'the programs of the screen are there');
  const named = missing.join(', ');
  return fault(
    {
      id: `layar tidak dapat menampilkan papan tanpa ${named}`,
      en: `the screen cannot show the board without ${named}`,
    },
    both(programs),
  );
}

/** The port of the board may have changed since. */
function ofAddress({ tree, site }: Facts, unit: string): Finding {
  const page = tree.text(places.kioskPage) ?? '/board';
  const board = site && boardPlace(site);
  const address = board && boardAddress(board, page);
  if (site === undefined || (address !== undefined && unit.includes(` kiosk ${address} `)))
    return ok('layar menampilkan papan situs ini', 'the screen shows the board of this site');
  return warn(
    { id: 'layar menampilkan papan di alamat lain', en: 'the screen shows the board of another address' },
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
