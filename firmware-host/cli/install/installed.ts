import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { UsbPorts } from './claims.ts';
import { current, places, previous } from './install-paths.ts';

/** The remains of an earlier installation below `root`. */
export interface Installed {
  readonly versions: readonly string[];
  /** The name of a version, or the folder of Debian's package. */
  readonly current: string | undefined;
  readonly previous: string | undefined;
  readonly ports: UsbPorts;
  /** The page of the board that the screen of this machine shows. */
  readonly kiosk: string | undefined;
  /** Whether apt was told where new versions come from. */
  readonly updates: boolean;
  /** The version of the package that is kept to go back to. */
  readonly kept: string | undefined;
}

/** Reads the installation below `root`; all fields are empty if there is none. */
export function installedAt(root: string): Installed {
  const linked = (path: string) => {
    const to = orNothing(() => readlinkSync(join(root, path)));
    return to === undefined || to === places.packaged ? to : basename(to);
  };
  return {
    versions: orNothing(() => readdirSync(join(root, places.program, 'versions'))) ?? [],
    current: linked(current),
    previous: linked(previous),
    kiosk: orNothing(() => readFileSync(join(root, places.kioskPage), 'utf8'))?.trim(),
    updates: existsSync(join(root, places.updatesSource)),
    kept: /^Version: (.*)$/m.exec(
      orNothing(() => readFileSync(join(root, places.kept, 'DEBIAN/control'), 'utf8')) ?? '',
    )?.[1],
    ports: portsIn(join(root, places.usbPorts)),
  };
}

/** The ports of a file such as /etc/loket/usb-ports: NAME PORT, one a line. Empty without the file. */
export function portsIn(path: string): UsbPorts {
  const lines = orNothing(() => readFileSync(path, 'utf8'))?.split('\n') ?? [];
  return new Map(
    lines.flatMap((line) => {
      const [name, port] = line.trim().split(/\s+/);
      return name && port ? [[name, port] as const] : [];
    }),
  );
}

/** A missing file means that it was not installed; any other error is for a person to see. */
function orNothing<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (thrown) {
    if (thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT') return undefined;
    throw thrown;
  }
}
