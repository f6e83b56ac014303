import { asFault, Fault } from '../../devices/fault.ts';
import type { FaultCode } from '../../devices/fault-catalogue.ts';
import type { Clock, InputLine, Level, LineOptions, Lines, Millis } from '../../devices/ports.ts';
import { eventTimes } from './event-times.ts';
import type { GpioFiles } from './gpio-chip.ts';
import { gpiodReader, movesTo } from './gpiod-events.ts';
import { answerOf, type Running, running } from './gpiod-programs.ts';
import { type GpiodWay, gpiodWays } from './gpiod-proof.ts';
import { argumentsFor, type GpiodSyntax, gpiodChips } from './gpiod-syntax.ts';
import { keptLine } from './line-keeper.ts';
import { kernelTime } from './system-clock.ts';

/** The wait until `gpiomon` reports that it watches, if its version does so. */
const READY_LIMIT_MS = 5_000;

/**
 * GPIO lines through the programs of the package gpiod, one `gpiomon` for each input and one `gpioset` for each output.
 * They set the pull themselves and see edges that sysfs misses. `used` is called with the version when a line is
 * opened.
 */
export function gpiodLines(
  clock: Clock,
  labels: GpioFiles['labels'],
  used: (version: string) => void,
): Lines {
  async function opened<Line>(
    pin: number,
    open: (syntax: GpiodSyntax, chip: string, place: string) => Promise<Line>,
  ): Promise<Line> {
    const place = `GPIO ${pin}`;
    const chip = await chipName(pin, labels, place);
    const { line, version } = await firstThatWorks(await gpiodWays(place), place, (syntax) =>
      open(syntax, chip, place),
    );
    used(version);
    return line;
  }

  return {
    input: (pin, { pull, lost }) =>
      opened(pin, (syntax, chip, place) => openLine(syntax, { chip, pin, pull }, { place, clock, lost })),
    output: (pin, { rest, lost }) =>
      opened(pin, (syntax, chip, place) => {
        const call = (which: 'set' | 'hold') => ['gpioset', ...argumentsFor(syntax, which, { chip, pin })];
        const programs = { once: call('set'), held: call('hold') };
        return keptLine({ by: 'program', line: String(pin), programs, rest, place, clock, lost });
      }),
  };
}

/** Fault codes that prove that a program understood its arguments. */
const understood: ReadonlySet<FaultCode> = new Set(['link.permission', 'link.busy', 'link.absent']);

/** Tries one way after the other. If none works, the error names each way and its result. */
async function firstThatWorks<Line>(
  ways: readonly GpiodWay[],
  place: string,
  open: (syntax: GpiodSyntax) => Promise<Line>,
): Promise<{ readonly line: Line; readonly version: string }> {
  const tried: string[] = [];
  for (const { version, syntax } of ways) {
    try {
      return { line: await open(syntax), version };
    } catch (thrown) {
      const fault = asFault(thrown, 'link.io_error');
      if (ways.length === 1 || understood.has(fault.code)) throw fault;
      tried.push(`${version}: ${fault.message}`);
    }
  }
  throw new Fault(
    'link.wrong_device',
    `${place}: the installed gpiomon is not supported. ${tried.join('; ')}`,
  );
}

async function openLine(
  syntax: GpiodSyntax,
  of: { readonly chip: string; readonly pin: number; readonly pull: LineOptions['pull'] },
  at: { readonly place: string; readonly clock: Clock; readonly lost: LineOptions['lost'] },
): Promise<InputLine> {
  const { place, clock } = at;
  const level = levelOf(await answerOf('gpioget', argumentsFor(syntax, 'get', of), place), place);
  const monitor = running('gpiomon', argumentsFor(syntax, 'monitor', of), place, clock);
  return inputLine({ monitor, syntax, pin: of.pin, level, ...at });
}

/** The chip is found by its label, because its number changes from kernel to kernel. */
async function chipName(pin: number, labels: GpioFiles['labels'], place: string): Promise<string> {
  const chips = gpiodChips(await answerOf('gpiodetect', [], place));
  const chip = chips.find(({ label }) => labels.includes(label));
  if (chip === undefined) {
    throw new Fault('link.absent', `${place}: gpiodetect lists no GPIO chip of a Raspberry Pi`, {
      hint: 'this kernel offers no GPIO lines of a Raspberry Pi; on another computer, set LOKET_GPIO_CHIP to the label of its chip',
    });
  }
  if (pin < chip.lines) return chip.name;
  throw new Fault('link.absent', `${place} does not exist: ${chip.label} has 0 to ${chip.lines - 1}`);
}

function levelOf(printed: string, place: string): Level {
  const level = printed.trim();
  if (level === '0' || level === '1') return level === '1' ? 1 : 0;
  throw new Fault('link.io_error', `${place}: gpioget answers '${level.slice(0, 80)}'`);
}

async function inputLine(of: {
  readonly monitor: Running;
  readonly syntax: GpiodSyntax;
  readonly pin: number;
  readonly place: string;
  readonly level: Level;
  readonly clock: Clock;
  readonly lost: LineOptions['lost'];
}): Promise<InputLine> {
  const { monitor, syntax, place, clock } = of;
  const read = gpiodReader(syntax, of.pin);
  const timeOf = eventTimes(clock, kernelTime);
  let { level } = of;
  let listener: ((level: Level, at: Millis) => void) | undefined;
  const watch = watching(of);
  monitor.onText((text) => {
    for (const heard of read(text)) {
      if (!watch.isOpen) return;
      if (heard.type === 'ready') watch.ready();
      else if (heard.type === 'noise')
        watch.lose(new Fault('link.io_error', `${place}: gpiomon says '${heard.text}'`));
      else {
        const at = timeOf(heard.stamp);
        for (const move of movesTo(heard.level, level)) {
          level = move;
          listener?.(move, at);
        }
      }
    }
  });
  await watch.begun();
  return {
    read: () => level,
    onEdge: (take) => {
      listener = take;
    },
    close: watch.close,
  };
}

/** Watches one `gpiomon`. Until it is ready, a loss fails the opening; after that, the loss is reported. */
function watching(of: {
  readonly monitor: Running;
  readonly syntax: GpiodSyntax;
  readonly place: string;
  readonly clock: Clock;
  readonly lost: LineOptions['lost'];
}) {
  const { monitor, syntax, place, clock } = of;
  let ready: () => void = () => undefined;
  let fail: (why: Error) => void = () => undefined;
  let open = true;

  const lose = (why: Error) => {
    if (!open) return;
    open = false;
    fail(why);
    void monitor.end();
  };
  const untilReady = () =>
    new Promise<void>((resolve, reject) => {
      const cancel = clock.after(
        READY_LIMIT_MS,
        () => lose(new Fault('link.timeout', `${place}: gpiomon does not start watching`)),
        'gpiomon: ready',
      );
      ready = () => {
        cancel();
        fail = (why) => of.lost?.(why);
        resolve();
      };
      fail = (why) => {
        cancel();
        reject(why);
      };
      monitor.onLost(lose);
      // A line that could not be taken, for example a busy one, was already reported by gpioget.
      if (syntax.ready === undefined) ready();
    });

  return {
    get isOpen() {
      return open;
    },
    ready: () => ready(),
    lose,
    /** Resolves when it watches. If it does not, ends the program and rejects. */
    async begun() {
      try {
        await untilReady();
      } catch (thrown) {
        await monitor.end();
        throw thrown;
      }
    },
    async close() {
      open = false;
      await monitor.end();
    },
  };
}
