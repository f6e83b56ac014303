import type { Claim } from './kind.ts';

/** For each path: the bus, and the GPIO lines (BCM numbers) that all chips on it share. Keys cannot use them. */
const headerLines: Readonly<
  Record<string, { readonly bus: string; readonly shared: readonly number[] } | undefined>
> = {
  '/dev/i2c-1': { bus: 'i2c-1', shared: [2, 3] },
  '/dev/spidev0.0': { bus: 'spi-0', shared: [9, 10, 11] },
  '/dev/spidev0.1': { bus: 'spi-0', shared: [9, 10, 11] },
};

/** The line that selects the chip at each path on SPI; it belongs to that chip alone. */
const selectLines: Readonly<Record<string, number | undefined>> = {
  '/dev/spidev0.0': 8,
  '/dev/spidev0.1': 7,
};

/**
 * The claims of a chip on a bus of the Pi: its place on the bus (`share` when several chips have the same path), and
 * the lines of the header that the bus needs. `settings` name the settings of the place and of the bus in the site
 * file.
 */
export function claimPiBus(
  path: string,
  share: string | undefined,
  settings: { readonly place: string; readonly bus: string },
): readonly Claim[] {
  const header = headerLines[path];
  const select = selectLines[path];
  return [
    { on: 'wire', address: path, share, setting: settings.place },
    ...(header?.shared ?? []).map(
      (line): Claim => ({ on: 'gpio', line, bus: header?.bus ?? path, setting: settings.bus }),
    ),
    // Two chips at one place clash over the place already: a claim on its select line would report them twice.
    ...(select === undefined
      ? []
      : [{ on: 'gpio', line: select, bus: path, setting: settings.bus } as const]),
  ];
}
