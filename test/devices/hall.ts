import type { z } from 'zod';
import type { DeviceKind, OpenDevice } from '../../devices/kind.ts';
import type { InputLine, Level, Lines, Ports } from '../../devices/ports.ts';
import type { Role, RoleCommands, RoleEvents } from '../../devices/roles.ts';
import { noClips } from '../../devices/speaker/sound-format.ts';
import { createBoards } from '../../firmware-host/edge/boards.ts';
import { SimulatedChips } from '../../simulators/simulated-chips.ts';
import { SimulatedSounds } from '../../simulators/simulated-sounds.ts';
import { Plugs } from '../edge/plug.ts';
import { VirtualClock } from '../virtual-clock.ts';

interface Opened<R extends Role> {
  readonly device: OpenDevice<RoleCommands[R]>;
  /** What it told, as words: `pressed next`. */
  readonly told: string[];
  readonly lost: Error[];
}

/** Opens devices as the supervisor does, over the real edge, on wires in memory and virtual time. */
export class Hall {
  readonly clock = new VirtualClock();
  readonly plugs = new Plugs();
  readonly gpio = new LevelLines(this.clock);
  readonly chips = new SimulatedChips();
  readonly #ports: Ports = {
    clock: this.clock,
    wires: this.plugs,
    gpio: this.gpio,
    boards: createBoards(this.plugs, this.clock),
    chips: this.chips,
    sounds: new SimulatedSounds(this.clock),
    clips: noClips,
    hid: { open: () => Promise.reject(new Error('this hall has no HID devices')) },
  };
  readonly #opened = new Map<string, { readonly lost: readonly Error[]; close(): Promise<void> }>();

  async open<R extends Role, Options extends z.ZodObject>(
    id: string,
    kind: DeviceKind<R, Options>,
    settings: unknown,
  ): Promise<Opened<R>> {
    const told: string[] = [];
    const lost: Error[] = [];
    const device = await kind.open({
      id,
      options: kind.options.parse(settings),
      ports: this.#ports,
      tell: (event: RoleEvents[R]) => told.push(Object.values(event as object).join(' ')),
      lost: (why) => lost.push(why),
      warn: () => undefined,
      signal: new AbortController().signal,
      random: () => 0.5,
    });
    this.#opened.set(id, { lost, close: () => device.close() });
    return { device, told, lost };
  }

  opened(id: string) {
    const device = this.#opened.get(id);
    if (device === undefined) throw new Error(`${id} was never opened`);
    return device;
  }

  close(id: string): Promise<void> {
    return this.opened(id).close();
  }
}

/** Inputs that a test sets; all rest at 1. */
class LevelLines implements Lines {
  readonly #clock: VirtualClock;
  readonly #listeners = new Map<number, (level: Level, at: number) => void>();

  constructor(clock: VirtualClock) {
    this.#clock = clock;
  }

  set(line: number, level: Level): void {
    this.#listeners.get(line)?.(level, this.#clock.now());
  }

  async input(line: number): Promise<InputLine> {
    return {
      read: () => 1,
      onEdge: (listener) => this.#listeners.set(line, listener),
      close: async () => void this.#listeners.delete(line),
    };
  }

  async output(): Promise<never> {
    throw new Error('these lines are inputs');
  }
}
