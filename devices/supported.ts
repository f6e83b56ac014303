/**
 * What is said of a kind and its models in docs/supported.md, which is made from this. Nothing here changes what a
 * driver does.
 */

/** How a device is reached: by lines of the Pi, pins of an Arduino board, a bus of the Pi, or a cable. */
export type Transport = 'gpio' | 'board' | 'i2c' | 'spi' | 'serial' | 'tcp' | 'usb-printer' | 'usb-hid';

/** Whose product a model describes. Its name in the site file stays when more is known of it. */
export interface Model {
  /** The maker; `generic` where many makers build to the same, or where the maker is not known. */
  readonly vendor: string;
  /** What the maker calls it; of a generic one, what its manual says by which it is recognised. */
  readonly product: string;
}

/** One device of a maker that somebody had on a table, and that did what its role promises. */
export interface HardwareTrial extends Model {
  /** The model in the site file, for a kind that has models. */
  readonly model?: string;
  /** When it was tried last: year-month-day. */
  readonly date: string;
}

/** Where a kind was seen working. Only what was done counts; tests hold the first two against the tree. */
export interface TriedOn {
  /** On its simulator: `simulators/kinds/KIND.ts`. */
  readonly simulated: boolean;
  /** On the interfaces of a real kernel: `npm run test:kernel`. */
  readonly kernelLab: boolean;
  readonly hardware: readonly HardwareTrial[];
}
