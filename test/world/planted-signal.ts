import type { Planted } from './planted.ts';

const lamp = 'test/devices/signal-lamp.test.ts';
const hall = 'test/hall/signals.test.ts';
const line = 'test/edge/gpio-output.test.ts';

/** Ways in which a lamp could mislead or harm those who look at it. */
export const plantedSignal: readonly Planted[] = [
  {
    name: 'a lamp is lit as often as it is told',
    file: 'devices/signal-lamp/flasher.ts',
    from: 'if (wanted && !lit && earlyMs > 0) return wait(earlyMs);',
    to: '',
    test: lamp,
  },
  {
    name: 'a lamp that is opened again may flash at once',
    file: 'devices/signal-lamp/flasher.ts',
    from: 'let litAt = clock.now();',
    to: 'let litAt = Number.NEGATIVE_INFINITY;',
    test: lamp,
  },
  {
    name: 'a buzzer sounds for as long as a visitor is awaited',
    file: 'devices/signal-lamp/signal-settings.ts',
    from: "state === 'on' && gives === 'sound' ? 'off' : state",
    to: 'state',
    test: lamp,
  },
  {
    name: 'a lamp flashes on although the visitor has come',
    file: 'firmware-host/perform/signals.ts',
    from: 'if (!awaits(counter)) calm(id);\n        else if',
    to: 'if',
    test: hall,
  },
  {
    name: 'a lamp flashes at each change of a counter that has called',
    file: 'firmware-host/perform/signals.ts',
    from: 'else if (calling === counter) show',
    to: 'else show',
    test: hall,
  },
  {
    name: 'a lamp does not move to the counter that the changed site file gives it',
    file: 'firmware-host/requests/reload.ts',
    from: '  signals.showAll();\n',
    to: '',
    test: hall,
  },
  {
    name: 'a test of a lamp leaves it off',
    file: 'firmware-host/requests/device-test.ts',
    from: 'const state = signals.stateOf(device.id);',
    to: "const state = 'off';",
    test: hall,
  },
  {
    name: 'a refusal at a counter is shown at the ticket machine',
    file: 'firmware-host/perform/refusing.ts',
    from: '      return;\n    }\n    of.signals.refused();',
    to: '    }\n    of.signals.refused();',
    test: hall,
  },
  {
    name: 'a siren sounds on when the process was killed',
    file: 'firmware-host/edge/line-keeper.ts',
    from: 'read -r level || { level=$rest; last=yes; }',
    to: 'read -r level || exit 0',
    test: line,
  },
  {
    name: 'the end of the whole service ends what was to put a line to rest',
    file: 'firmware-host/edge/line-keeper.ts',
    from: "trap '' TERM INT HUP PIPE",
    to: "trap '' PIPE",
    test: line,
  },
];
