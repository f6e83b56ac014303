import type { Cancel, Clock, Level, Millis } from '../../devices/ports.ts';
import type { WireHardware } from '../hardware.ts';
import type { I2cChip } from '../ht16k33.ts';
import { seededRandom } from '../random.ts';
import { bytesOf, type Message, readFirmata, say, textOf } from './firmata-protocol.ts';
import { bouncingKey, type Key } from './key.ts';
import { analogChannels, capabilities, Pins, portCount } from './pins.ts';

/** A chip on the board's pins, such as a MAX7219. */
export interface Chip {
  /** Called after every write to pins, with their new levels. */
  pinsChanged(level: (pin: number) => Level): void;
  /** The level that it gives to a pin which the board has as an input; undefined for a pin that is not its own. */
  drives?(pin: number): Level | undefined;
  /** The supply came back: the chip has lost its contents. */
  powerUp(): void;
}

export interface FirmataBoardOptions {
  readonly clock: Clock;
  readonly seed?: number;
  /** How long a key bounces at most. */
  readonly bounceMs?: Millis;
  /** The level to which a key connects its pin. */
  readonly keysTo?: 'ground' | 'supply';
  /** An Uno restarts when its port is opened, and receives nothing until its boot loader has finished. */
  readonly resetsOnOpen?: boolean;
  readonly bootMs?: Millis;
}

const firmwareName = 'StandardFirmata.ino';

/** An Arduino Uno with StandardFirmata 2.5, on any transport of bytes. One connection at a time. */
export class SimulatedFirmataBoard implements WireHardware {
  readonly #options: FirmataBoardOptions;
  readonly #random: () => number;
  readonly #keys = new Map<number, Key>();
  readonly #pins: Pins;
  readonly #chips: Chip[] = [];
  readonly #i2cChips = new Map<number, I2cChip>();
  #i2cOn = false;
  readonly #reported = new Map<number, number>();
  readonly #strings: string[] = [];
  #send: ((bytes: Uint8Array) => void) | undefined;
  #booting: Cancel | undefined;
  #bytesReceived = 0;
  #bounceMs: Millis;

  constructor(options: FirmataBoardOptions) {
    this.#options = options;
    this.#random = seededRandom(options.seed ?? 1);
    this.#bounceMs = options.bounceMs ?? 8;
    const pressed: Level = options.keysTo === 'supply' ? 1 : 0;
    this.#pins = new Pins((pin) => (this.#keys.get(pin)?.closed ? pressed : this.#drivenBy(pin)));
  }

  connect(send: (bytes: Uint8Array) => void): { receive(bytes: Uint8Array): void; hangUp(): void } {
    if (this.#send !== undefined) throw new Error('this board is connected already');
    this.#send = send;
    const read = readFirmata((message) => this.#obey(message));
    if (this.#options.resetsOnOpen !== false) this.reset();
    return {
      receive: (bytes) => {
        if (this.#send !== send) return;
        this.#bytesReceived += bytes.length;
        if (this.#booting === undefined) read(bytes);
      },
      hangUp: () => {
        if (this.#send === send) this.#send = undefined;
      },
    };
  }

  /** From now on its keys bounce for up to `mostMs`. */
  bounce(mostMs: Millis): void {
    this.#bounceMs = mostMs;
  }

  attach(chip: Chip): void {
    this.#chips.push(chip);
    chip.pinsChanged((pin) => this.#pins.level(pin));
  }

  /** Connects a chip to the board's I2C pins. */
  attachI2c(address: number, chip: I2cChip): void {
    this.#i2cChips.set(address, chip);
  }

  /** Presses the key on `pin` and, if `heldMs` is given, releases it after that time. */
  press(pin: number, heldMs?: Millis): void {
    this.#key(pin).press(heldMs);
  }

  /** Puts a pulse of `ms` on the wire of the key on `pin`. */
  pulse(pin: number, ms: Millis): void {
    this.#key(pin).pulse(ms);
  }

  hold(pin: number): void {
    this.#key(pin).press();
  }

  release(pin: number): void {
    this.#key(pin).release();
  }

  /** The level the microcontroller drives or sees. */
  level(pin: number): Level {
    return this.#pins.level(pin);
  }

  /** Its Firmata mode (see `modes`); undefined for a pin that is none. */
  mode(pin: number): number | undefined {
    return this.#pins.mode(pin);
  }

  /** The reset key: pin modes and reporting are lost, chips keep their contents. */
  reset(): void {
    this.#forget();
    this.#booting?.();
    this.#booting = undefined;
    const { clock, bootMs = 0 } = this.#options;
    const boot = () => {
      this.#booting = undefined;
      this.#send?.(say.version());
      this.#send?.(say.firmware(firmwareName));
    };
    if (bootMs === 0) boot();
    else this.#booting = clock.after(bootMs, boot);
  }

  /** The supply goes and comes back: chips lose their contents as well. */
  powerCycle(): void {
    for (const chip of [...this.#chips, ...this.#i2cChips.values()]) chip.powerUp();
    this.reset();
  }

  sendString(text: string): void {
    this.#send?.(say.text(text));
  }

  /** The string messages received. */
  get strings(): readonly string[] {
    return this.#strings;
  }

  get bytesReceived(): number {
    return this.#bytesReceived;
  }

  #drivenBy(pin: number): Level | undefined {
    for (const chip of this.#chips) {
      const level = chip.drives?.(pin);
      if (level !== undefined) return level;
    }
    return undefined;
  }

  #key(pin: number): Key {
    const known = this.#keys.get(pin);
    if (known !== undefined) return known;
    const { clock } = this.#options;
    const made = bouncingKey(
      clock,
      this.#random,
      () => this.#bounceMs,
      () => this.#report(pin >> 3),
    );
    this.#keys.set(pin, made);
    return made;
  }

  #obey(message: Message): void {
    switch (message.type) {
      case 'version':
        this.#send?.(say.version());
        break;
      case 'reset':
        this.#forget();
        break;
      case 'pin-mode':
        if (!this.#pins.setMode(message.pin, message.mode)) this.sendString('Unknown pin mode');
        this.#pinsChanged();
        break;
      case 'pin-value':
        this.#pins.write(message.pin, message.value === 0 ? 0 : 1);
        this.#pinsChanged();
        break;
      case 'digital':
        for (let bit = 0; bit < 8; bit++)
          this.#pins.write(message.port * 8 + bit, (message.bits >> bit) & 1 ? 1 : 0);
        this.#pinsChanged();
        break;
      case 'report-digital':
        this.#reported.delete(message.port);
        // Turning reporting on sends a report at once, changed or not: -1 differs from every port value.
        if (message.on && message.port < portCount) this.#reported.set(message.port, -1);
        this.#report(message.port);
        break;
      case 'sysex':
        this.#answer(message.command, message.data);
    }
  }

  #answer(command: number, data: readonly number[]): void {
    const [pin = 0] = data;
    if (command === 0x79) this.#send?.(say.firmware(firmwareName));
    else if (command === 0x6b) this.#send?.(say.capabilities(capabilities));
    else if (command === 0x69) this.#send?.(say.analogMapping(analogChannels));
    else if (command === 0x6d) this.#send?.(say.pinState(pin, this.mode(pin) ?? 0, this.level(pin)));
    else if (command === 0x71) this.#strings.push(textOf(data));
    else if (command === 0x78) this.#i2cOn = true;
    else if (command === 0x76) this.#i2cRequest(data);
  }

  /** Only writes to seven-bit addresses; the sketch does not report whether a chip acknowledged. */
  #i2cRequest([address = 0, mode = 0, ...data]: readonly number[]): void {
    if (this.#i2cOn && mode === 0) this.#i2cChips.get(address)?.written(bytesOf(data));
  }

  /** Sends the inputs of a reported port, if they changed since the last report. */
  #report(port: number): void {
    const bits = this.#pins.inputBits(port);
    if (!this.#reported.has(port) || this.#reported.get(port) === bits) return;
    this.#reported.set(port, bits);
    this.#send?.(say.digital(port, bits));
  }

  #pinsChanged(): void {
    for (const chip of this.#chips) chip.pinsChanged((pin) => this.#pins.level(pin));
    for (const port of this.#reported.keys()) this.#report(port);
  }

  #forget(): void {
    this.#i2cOn = false;
    this.#pins.reset();
    this.#reported.clear();
    this.#pinsChanged();
  }
}
