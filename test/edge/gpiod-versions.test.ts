import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { InputLine } from '../../devices/ports.ts';
import { createGpio } from '../../firmware-host/edge/gpio.ts';
import { piGpio } from '../../firmware-host/edge/gpio-chip.ts';
import { systemClock } from '../../firmware-host/edge/system-clock.ts';

/** The programs of gpiod as the generation written beside them behaves: strict with options, as getopt is. */
const fake = `#!/bin/sh
dir=$(dirname "$0")
name=$(basename "$0")
generation=$(cat "$dir/generation")
case "$1" in
--version)
  [ -e "$dir/hangs" ] && exec sleep 60
  cat "$dir/version"
  exit "$(cat "$dir/version.status")" ;;
--help)
  [ -e "$dir/no-help" ] && { echo "unrecognized option '--help'" >&2; exit 1; }
  exec cat "$dir/$name.help.$generation" ;;
esac
[ "$name" = gpiodetect ] && { echo 'gpiochip3 [pinctrl-bcm2711] (58 lines)'; exit; }
chip=
for part in "$@"; do
  case "$generation $part" in
  '1 --numeric' | '1 --chip='* | '1 --edges='* | '1 --event-clock='* | '1 --banner' | '2 --line-buffered' | '9 --'*)
    echo "$name: unrecognized option '$part'" >&2
    exit 1 ;;
  '2 --chip='*) chip=yes ;;
  esac
done
[ "$generation$chip" = 2 ] && { echo "$name: cannot find line 'gpiochip3'" >&2; exit 1; }
[ -e "$dir/busy" ] && { echo "$name: unable to request lines: Device or resource busy" >&2; exit 1; }
[ "$name" = gpioget ] && { echo 1; exit; }
[ "$generation" = 2 ] && echo "Monitoring line '17'..."
exec sleep 60
`;

/** As 1.6.3 and 2.2.1 print them, shortened to the options. */
const help = {
  'gpioget.help.1': '  -l, --active-low:\tset\n  -B, --bias=[as-is|disable|pull-down|pull-up]:\n',
  'gpiomon.help.1':
    '  -B, --bias=[as-is|disable]:\n  -b, --line-buffered:\tset\n  -F, --format=FMT\tspecify custom output format\n',
  'gpioget.help.2':
    '  -b, --bias <bias>\tspecify\n  -c, --chip <chip>\trestrict\n      --numeric\t\tdisplay line values as 0 or 1\n',
  'gpiomon.help.2':
    '      --banner\t\tdisplay a banner\n  -b, --bias <bias>\n  -c, --chip <chip>\n  -e, --edges <edges>\n' +
    '  -E, --event-clock <clock>\n  -F, --format <fmt>\n',
};

const pathBefore = process.env.PATH ?? '';
const opened: InputLine[] = [];
let dir = '';
const file = (name: string, text = '') => writeFileSync(join(dir, name), text);

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'loket-gpiod-versions-'));
  for (const name of ['gpiomon', 'gpioget', 'gpiodetect']) {
    file(name, fake);
    chmodSync(join(dir, name), 0o755);
  }
  for (const [name, text] of Object.entries(help)) file(name, text);
  file('version.status', '0');
  process.env.PATH = `${dir}:${pathBefore}`;
});
afterEach(async () => {
  for (const line of opened.splice(0)) await line.close();
  process.env.PATH = pathBefore;
  rmSync(dir, { recursive: true });
});

/** Opens a line and returns in which words that is told. */
async function wayOf(generation: 1 | 2 | 9, version: string): Promise<string | undefined> {
  file('generation', String(generation));
  file('version', version);
  let way: string | undefined;
  const lines = createGpio(systemClock, { ...piGpio, root: join(dir, 'none') }, (said) => {
    way = said;
  });
  const line = await lines.input(17, { pull: 'up' });
  opened.push(line);
  expect(line.read()).toBe(1);
  return way;
}

describe('a gpiomon', () => {
  it.each([
    ['1.6.3', 1, 'gpiomon (libgpiod) v1.6.3\nCopyright (C) 2017-2018\n'],
    ['2.0', 2, 'gpiomon (libgpiod) v2.0\n'],
    ['2.2.1', 2, 'gpiomon (libgpiod) v2.2.1\n'],
    ['2.3', 2, 'gpiomon v2.3 (libgpiod v2.3)\n'],
    ['2.3-rc1+dirty', 2, 'gpiomon v2.3-rc1+dirty (libgpiod v2.3)\n'],
    ['1.7', 1, 'gpiomon v1.7 (libgpiod v1.7)'],
    ['2.4.0', 2, 'libgpiod 2.4.0'],
  ] as const)('of version %s is known by what it prints', async (version, generation, printed) => {
    expect(await wayOf(generation, printed)).toMatch(`through gpiomon ${version}: `);
  });

  const unknown: readonly (readonly [string, string])[] = [
    ['a version to come', 'gpiomon v3.0 (libgpiod v3.0)\n'],
    ['no version', ''],
    ['garbage', '\0\x1b[31m??\n'],
    ['another program', 'BusyBox v2.36.1 multi-call binary\n'],
  ];
  for (const generation of [2, 1] as const) {
    it.each(unknown)(
      `that prints %s is known by its help, as one of ${generation}`,
      async (_what, printed) => {
        const way = await wayOf(generation, printed);
        expect(way).toMatch(
          new RegExp(
            `^through gpiomon of unknown version \\('[ -~]*'\\), whose help .* version ${generation}: `,
          ),
        );
      },
    );

    it.each(unknown)(
      `that prints %s and has no help is tried, the newest way first, as one of ${generation}`,
      async (_what, printed) => {
        file('no-help');
        expect(await wayOf(generation, printed)).toMatch(`, tried as version ${generation}: `);
      },
    );

    it(`that fails when it is asked for its version is tried all the same, as one of ${generation}`, async () => {
      file('version.status', '1');
      expect(await wayOf(generation, 'gpiomon (libgpiod) v7')).toMatch(`version ${generation}: `);
    });
  }

  it('that understands neither is refused, and each way is told with what came of it', async () => {
    file('no-help');
    await expect(wayOf(9, 'gpiomon v3.0 (libgpiod v3.0)')).rejects.toMatchObject({
      code: 'link.wrong_device',
      message: expect.stringMatching(
        /'gpiomon v3\.0 .*version 2: .*unrecognized option.*version 1: .*unrecognized option/,
      ),
    });
  });

  it('of an unknown version that says the line is busy has understood: nothing else is tried', async () => {
    file('no-help');
    file('busy');
    await expect(wayOf(2, 'gpiomon v3.0 (libgpiod v3.0)')).rejects.toMatchObject({ code: 'link.busy' });
  });

  it('that hangs is told after a time, and not asked again', async () => {
    file('hangs');
    await expect(wayOf(2, '')).rejects.toMatchObject({ code: 'link.timeout' });
  });
});
