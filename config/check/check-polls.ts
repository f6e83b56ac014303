import { longestPollMs, turnMs } from '../../devices/modbus/line-times.ts';
import { modbusDisplay } from '../../devices/modbus-display/modbus-display.ts';
import { keyLayoutOf } from '../../devices/modbus-keypad/keypad-models.ts';
import { modbusKeypad } from '../../devices/modbus-keypad/modbus-keypad.ts';
import type { Draft } from '../draft.ts';
import type { Report } from '../report.ts';
import { say } from '../texts/texts.ts';

/** A short press of a hand; what is shorter is often lost by intent. */
const SHORT_PRESS_MS = 150;

/** Keypads that are asked so seldom that a short press is over before it is read, where nothing keeps it. */
export function checkPolls({ devices }: Draft, report: Report): void {
  const enabled = [...devices.read.values()].filter((one) => one.enabled);
  const turns = enabled.flatMap(({ kind, options }) => {
    const shown =
      kind.kind === modbusDisplay.kind ? modbusDisplay.options.safeParse(options).data : undefined;
    const keypad = kind.kind === modbusKeypad.kind ? modbusKeypad.options.safeParse(options).data : undefined;
    const line = shown ?? keypad;
    if (line === undefined) return [];
    return [{ address: line.address, ms: turnMs(line, shown === undefined ? 2 : 2 * shown.digits + 1) }];
  });
  for (const { kind, options, path } of enabled) {
    const keypad = kind.kind === modbusKeypad.kind ? modbusKeypad.options.safeParse(options).data : undefined;
    if (keypad === undefined || !['bits', 'code'].includes(keyLayoutOf(keypad).holds)) continue;
    const onLine = turns.filter(({ address }) => address === keypad.address).map(({ ms }) => ms);
    const ms = Math.round(longestPollMs(keypad.poll_ms, onLine));
    if (ms > SHORT_PRESS_MS) report.warn(path, say('keys-read-seldom', ms, onLine.length), 'name');
  }
}
