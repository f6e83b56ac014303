/**
 * Passes only complete messages of the kinds that a board should send here. This protects the parser of firmata-io from
 * a noisy line: it grows without limit on a sysex that never ends, and throws on a pin state of an unknown pin.
 */
export function firmataFrames(onFrame: (frame: Uint8Array) => void): (bytes: Uint8Array) => void {
  let held: number[] = [];
  return (bytes) => {
    for (const byte of bytes) {
      // A command byte starts a new message and discards an incomplete one; 0xf7 alone ends one.
      if (byte >= 0x80 && byte !== endSysex) held = [];
      held.push(byte);
      const state = judge(held);
      if (state === 'part') continue;
      const frame = held;
      held = [];
      if (state === 'whole') onFrame(Uint8Array.from(frame));
    }
  };
}

/** The longest message of an Arduino Mega with its 70 pins, the one with its capabilities, has about 900 bytes. */
const maxFrameBytes = 2_048;

const startSysex = 0xf0;
const endSysex = 0xf7;
const digitalReport = 0x90;
const versionReport = 0xf9;

/** Firmware, capabilities, analog mapping, string. */
const wantedSysex: readonly number[] = [0x79, 0x6c, 0x6a, 0x71];

function judge(held: readonly number[]): 'part' | 'whole' | 'noise' {
  const [first = 0, command] = held;
  if (first === startSysex) {
    if (command !== undefined && !wantedSysex.includes(command)) return 'noise';
    if (held.at(-1) === endSysex) return 'whole';
    return held.length < maxFrameBytes ? 'part' : 'noise';
  }
  if (first !== versionReport && (first & 0xf0) !== digitalReport) return 'noise';
  if (held.at(-1) === endSysex) return 'noise';
  return held.length < 3 ? 'part' : 'whole';
}
