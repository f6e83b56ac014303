import type { Millis } from '../ports.ts';
import { gapMs, type ModbusSettings } from './modbus-line.ts';

/** How long devices take until they answer, where the site file does not say that one is slow. */
const USUAL_DELAY_MS: Millis = 10;
const SLOW_FROM_MS: Millis = 200;
/** Address, function and CRC of a frame, with the first register and the count in a question. */
const QUESTION_BYTES = 8;
const ANSWER_BYTES = 5;
const BITS_PER_BYTE = 10;

type TimedLine = Pick<ModbusSettings, 'baud_rate' | 'parity' | 'framing' | 'answer_ms'>;

/** How long one turn of a device holds its line: the question, the wait, the answer, and the silence after it. */
export function turnMs(line: TimedLine, dataBytes: number): Millis {
  const bits = BITS_PER_BYTE + (line.parity === 'none' ? 0 : 1);
  const bytes = QUESTION_BYTES + ANSWER_BYTES + dataBytes;
  const delayMs = line.answer_ms >= SLOW_FROM_MS ? line.answer_ms : USUAL_DELAY_MS;
  return (bytes * bits * 1_000) / line.baud_rate + delayMs + gapMs(line);
}

/**
 * The longest time from one reading of a keypad to the next: its pause, and one turn of each device on the line. A
 * press that is shorter may be over before it is read.
 */
export const longestPollMs = (pauseMs: Millis, turns: readonly Millis[]): Millis =>
  pauseMs + turns.reduce((sum, turn) => sum + turn, 0);
