import { type FSWatcher, watch } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Arrivals, Cancel, Clock } from '../../devices/ports.ts';

/** Devices this host may open, and the folders with more of them and with links to them. */
const deviceName = /^(hidraw|tty(USB|ACM|AMA|S)\d|lp\d|usb$|serial$|loket$)/;
const folders = ['.', 'usb', 'serial/by-id', 'serial/by-path', 'loket'];

/** udev makes a device, then its links, then its permissions: what follows within this time is one arrival. */
const SETTLED_MS = 100;
/** Where nothing can be watched, or a folder is new, the names are compared this often. */
const LOOK_EVERY_MS = 2_000;

/**
 * Watches /dev (`root`) for what is plugged in. The kernel's own notice makes it quick; a slow look at the names makes
 * it sure. Nothing is watched until somebody listens, and nothing stays behind when nobody does.
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

  /** Undefined where the folder is not there, or the system has no more watches: then the slow look serves. */
  function watched(folder: string): FSWatcher | undefined {
    try {
      const watcher = watch(join(root, folder), { persistent: false }, (event, name) => {
        // Writing to a device is a 'change' of it; coming and going is a 'rename'.
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
        // What is there at the start has not arrived.
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
