import { escposPrinter } from '../../devices/escpos-printer/escpos-printer.ts';
import { SupervisedDevice } from '../../firmware-host/supervise/supervised-device.ts';
import { type PrinterOptions, SimulatedPrinter } from '../../simulators/escpos-printer/printer.ts';
import { seededRandom } from '../../simulators/random.ts';
import { VirtualClock } from '../virtual-clock.ts';
import { ending, ticket } from './printer-bench.ts';
import { onlyWires, type WiresTo, wiresTo } from './wire-to.ts';

/** A job is over by then, whatever the printer does. */
const jobMaxMs = 60_000;
const stepMs = 100;

/** A printer as the hall has it: its driver under its supervisor, on virtual time. */
export interface Awkward {
  readonly clock: VirtualClock;
  readonly printer: SimulatedPrinter;
  readonly wires: WiresTo;
  readonly device: SupervisedDevice;
  /** Numbers that came out whole, in order. */
  papers(): readonly string[];
  /** Prints to the end, and says how it ended. */
  print(number: string): Promise<string>;
  /** Time passes until the hall may use it; false: it does not come to that within `ms`. */
  usable(ms: number): Promise<boolean>;
  stop(): Promise<void>;
}

export function awkward(options: Partial<PrinterOptions> = {}, seed = 1): Awkward {
  const clock = new VirtualClock();
  const papers: string[] = [];
  const printer = new SimulatedPrinter({
    ...{ clock, columns: 48, printMs: 300, seed },
    onTicket: ({ complete, text }) => {
      if (complete) papers.push(text.join(' ').match(/[A-Z]-\d+/)?.[0] ?? 'none');
    },
    ...options,
  });
  const wires = wiresTo(printer);
  const device = new SupervisedDevice({
    id: 'printer-1',
    kind: escposPrinter,
    options: escposPrinter.options.parse({ address: 'tcp://printer' }),
    enabled: true,
    ports: onlyWires(clock, wires),
    random: seededRandom(seed),
    onEvent: () => undefined,
    onStatus: () => undefined,
  });
  device.start();
  async function until(over: () => boolean, ms: number): Promise<boolean> {
    for (let passed = 0; passed < ms && !over(); passed += stepMs) await clock.advance(stepMs);
    return over();
  }
  return {
    ...{ clock, printer, wires, device },
    papers: () => papers,
    async print(number) {
      let end: string | undefined;
      void ending(device.perform(ticket(number))).then((how) => {
        end = how;
      });
      await until(() => end !== undefined, jobMaxMs);
      return end ?? 'no end';
    },
    usable: (ms) => until(() => device.status().usable, ms),
    async stop() {
      const stopping = device.stop();
      await clock.advance(5_000);
      await stopping;
    },
  };
}
