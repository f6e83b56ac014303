import { type FSWatcher, watch } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Arrivals, Cancel, Clock } from '../../devices/ports.ts';

/** Names of devices that this host may open, and of folders that contain such devices or links to them. */
const deviceName = /^(hidraw|tty(USB|ACM|AMA|S)\d|lp\d|usb$|serial$|snd$|loket$)/;
const folders = ['.', 'usb', 'serial/by-id', 'serial/by-path', 'snd', 'loket'];

/** udev creates a device, then its links, then its permissions: changes within this time count as one arrival. */
const SETTLED_MS = 100;
/** Where a folder cannot be watched, or is new, the names are compared this often. */
const LOOK_EVERY_MS = 2_000;

/**
 * Watches /dev (`root`) for devices that are plugged in. The kernel's notifications make it quick; a slow comparison of
 * names makes it reliable. Nothing is watched until there is a listener, and everything stops when there is none.
 */
export function createArrivals(clock: Clock, root = '/dev'): Arrivals {
  const listeners = new Set<() => void>();
  let watchers: readonly FSWatcher[] = [];
  let known: ReadonlySet<string> = new Set();
  let cancelSettled: Cancel = () => undefined;
  let cancelLook: Cancel = () => undefined;

  const changed = () => {
    cancelSettled();
    cancelSettled = clock.after(SETTLED_MS, settled, 'arrivals: settle');
  };
  const settled = () => {
    // Folders come and go with their devices, as /dev/usb does with the last printer.
    watchFolders();
    for (const listener of listeners) listener();
    void remember();
  };

  function watchFolders(): void {
    for (const watcher of watchers) watcher.close();
    watchers = folders.flatMap((folder) => watched(folder) ?? []);
  }

  /** Undefined without the folder, or when the system has no watches left: the slow comparison does the work. */
  function watched(folder: string): FSWatcher | undefined {
    try {
      const watcher = watch(join(root, folder), { persistent: false }, (event, name) => {
        // Writing to a device is a 'change' event; appearing and disappearing are 'rename' events.
        if (event === 'rename' && (folder !== '.' || deviceName.test(name ?? ''))) changed();
      });
      return watcher.on('error', () => watcher.close());
    } catch {
      return undefined;
    }
  }

  async function remember(): Promise<void> {
    known = await namesIn(root);
  }

  async function look(): Promise<void> {
    const before = known;
    await remember();
    if (listeners.size === 0) return;
    if ([...known].some((name) => !before.has(name))) changed();
    cancelLook = clock.after(LOOK_EVERY_MS, () => void look(), 'arrivals: next look');
  }

  function stop(): void {
    cancelLook();
    cancelSettled();
    for (const watcher of watchers) watcher.close();
    watchers = [];
  }

  return {
    watch(listener) {
      listeners.add(listener);
      if (listeners.size === 1) {
        watchFolders();
        // Devices present at the start have not arrived.
        void remember().then(look);
      }
      return () => {
        if (listeners.delete(listener) && listeners.size === 0) stop();
      };
    },
  };
}

/** Every device and link there is; a folder that is not there has none. */
async function namesIn(root: string): Promise<ReadonlySet<string>> {
  const lists = await Promise.all(
    folders.map(async (folder) => {
      const names = await readdir(join(root, folder)).catch(() => []);
      return names
        .filter((name) => folder !== '.' || deviceName.test(name))
        .map((name) => join(folder, name));
    }),
  );
  return new Set(lists.flat());
}
