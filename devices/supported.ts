/**
 * Data for docs/supported.md, which is generated: what is known of each kind and its models. Nothing here changes what
 * a driver does.
 */

/**
 * How a device is reached: by lines of the Pi, pins of an Arduino board, a bus of the Pi, or a cable. `browser`: it is
 * a page of the controller that is open somewhere.
 */
export type Transport =
  | 'gpio'
  | 'board'
  | 'i2c'
  | 'spi'
  | 'serial'
  | 'tcp'
  | 'usb-printer'
  | 'usb-hid'
  | 'sound'
  | 'mqtt'
  | 'browser';

/** The product that a model describes. The model's name in the site file stays when more becomes known. */
export interface Model {
  /** The maker; `generic` when many makers build the same, or when the maker is not known. */
  readonly vendor: string;
  /** The maker's name for it; for a generic one, the words of its manual by which it is recognised. */
  readonly product: string;
}

/** One real device that somebody tried, and that did what its role promises. */
export interface HardwareTrial extends Model {
  /** The model in the site file, for a kind that has models. */
  readonly model?: string;
  /** When it was tried last: year-month-day. */
  readonly date: string;
}

/** Where a kind was seen working. Only trials that were done count; tests check all but the last against the tree. */
export interface TriedOn {
  /** On its simulator: `simulators/kinds/KIND.ts`. */
  readonly simulated: boolean;
  /** On the interfaces of a real kernel: `npm run test:kernel`. */
  readonly kernelLab: boolean;
  /** With its sketch on a simulated processor: test/devices/sketches.test.ts. */
  readonly simavr?: true;
  readonly hardware: readonly HardwareTrial[];
}
