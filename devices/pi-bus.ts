import type { Claim } from './kind.ts';

/**
 * The GPIO lines a bus of the Pi's header takes away from keys (BCM numbers), and which of them are its chips' alone.
 */
const headerLines: Readonly<
  Record<string, { readonly bus: string; readonly shared: readonly number[] } | undefined>
> = {
  '/dev/i2c-1': { bus: 'i2c-1', shared: [2, 3] },
  '/dev/spidev0.0': { bus: 'spi-0', shared: [9, 10, 11] },
  '/dev/spidev0.1': { bus: 'spi-0', shared: [9, 10, 11] },
};

/** The line that selects the chip at each place on SPI. */
const selectLines: Readonly<Record<string, number | undefined>> = {
  '/dev/spidev0.0': 8,
  '/dev/spidev0.1': 7,
};

/**
 * What a chip on a bus of the Pi occupies: its place on the bus (`share` where several have the same path), and the
 * lines of the header that the bus needs. `settings` name the place and the bus in the site file.
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
    // Two chips at one place clash over the place; over its select line they would a second time.
    ...(select === undefined
      ? []
      : [{ on: 'gpio', line: select, bus: path, setting: settings.bus } as const]),
  ];
}
