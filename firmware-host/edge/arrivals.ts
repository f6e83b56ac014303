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
export function openArrivals(clock: Clock, root = '/dev'): Arrivals {
  const listeners = new Set<() => void>();
  const watchers = new Map<string, FSWatcher>();
  let known: ReadonlySet<string> = new Set();
  let cancelSettled: Cancel | undefined;
  let cancelLook: Cancel = () => undefined;

  const tell = () => {
    cancelSettled = undefined;
    for (const listener of listeners) listener();
    // What was told now is not news to the next look.
    void namesIn(root).then((names) => {
      known = names;
    });
  };
  const changed = () => {
    cancelSettled?.();
    cancelSettled = clock.after(SETTLED_MS, tell);
  };

  async function look(): Promise<void> {
    const names = await namesIn(root);
    if (listeners.size === 0) return;
    for (const folder of folders) watchFolder(join(root, folder));
    if ([...names].some((name) => !known.has(name))) changed();
    known = names;
    cancelLook = clock.after(LOOK_EVERY_MS, () => void look());
  }

  function watchFolder(path: string): void {
    if (watchers.has(path)) return;
    try {
      const watcher = watch(path, { persistent: false }, (event, name) => {
        // Writing to a device is a 'change' of it; coming and going is a 'rename'.
        if (event === 'rename' && name !== null && (path !== join(root) || deviceName.test(name))) changed();
      });
      const forget = () => {
        watcher.close();
        if (watchers.get(path) === watcher) watchers.delete(path);
      };
      // A folder that goes, as /dev/usb does with the last printer, is watched again once it is back.
      watcher.on('error', forget);
      watchers.set(path, watcher);
    } catch {
      // The folder is not there, or the system has no more watches: the slow look serves.
    }
  }

  function stop(): void {
    cancelLook();
    cancelSettled?.();
    cancelSettled = undefined;
    for (const watcher of watchers.values()) watcher.close();
    watchers.clear();
  }

  return {
    watch(listener) {
      listeners.add(listener);
      if (listeners.size === 1) {
        // What is there at the start has not arrived.
        void namesIn(root).then((names) => {
          known = names;
          return look();
        });
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
