import { rmSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { powerChecks } from '../../firmware-host/cli/doctor/power-checks.ts';
import { treeAt } from '../../firmware-host/machine/tree.ts';
import { type Files, fakeMachine } from '../machine/fake-machine.ts';

const roots: string[] = [];
afterEach(() => {
  for (const root of roots.splice(0)) rmSync(root, { recursive: true, force: true });
});

/** What is said of a machine with these files. */
function said(files: Files): readonly string[] {
  const root = fakeMachine(files);
  roots.push(root);
  return powerChecks({ tree: treeAt(root) }).map(({ verdict, text }) => `${verdict}: ${text.en}`);
}

describe('loket doctor, of what outlives a power cut', () => {
  it('does not know of what the machine does not have, and makes no fault of it', () => {
    expect(said({})).toEqual([
      expect.stringMatching(/^unknown: there is no RTC/),
      'unknown: this machine has no hardware watchdog',
      expect.stringMatching(/^unknown: whether there is a UPS/),
    ]);
  });

  it('knows a hardware clock, and a root that is not written to', () => {
    const mounts = 'tmpfs / tmpfs rw 0 0\noverlay / overlay rw,lowerdir=/a 0 0\n';
    const all = said({ '/sys/class/rtc/rtc0/name': 'rtc-ds1307', '/proc/mounts': mounts });
    expect(all).toContain('ok: there is a hardware clock (RTC)');
    expect(all).toContain('ok: the root file system is not written to');
  });

  describe('the watchdog', () => {
    const off = expect.stringMatching(/^warn: the hardware watchdog is not in use/);
    const conf = (text: string) => `[Manager]\n${text}\n`;
    const main = '/etc/systemd/system.conf';
    const shipped = '/usr/lib/systemd/system.conf.d/40-rpi.conf';
    const own = '/etc/systemd/system.conf.d/60-loket.conf';
    it.each<[string, Files, unknown]>([
      ['is off where nobody has set it', {}, off],
      ['is off where it is a comment', { [main]: conf('#RuntimeWatchdogSec=15s') }, off],
      [
        'is in use where it is set',
        { [main]: conf('RuntimeWatchdogSec=15s') },
        'ok: the hardware watchdog is in use (15s)',
      ],
      [
        'is in use as the system ships it',
        { [shipped]: conf('RuntimeWatchdogSec=1m') },
        'ok: the hardware watchdog is in use (1m)',
      ],
      [
        'follows the file that comes last',
        { [shipped]: conf('RuntimeWatchdogSec=1m'), [own]: conf('RuntimeWatchdogSec=off') },
        off,
      ],
      [
        'is off where a file in /etc hides that of the system',
        { [shipped]: conf('RuntimeWatchdogSec=1m'), [shipped.replace('/usr/lib', '/etc')]: '' },
        off,
      ],
      [
        'is off with an empty value',
        { [main]: conf('RuntimeWatchdogSec=15s'), [own]: conf('RuntimeWatchdogSec=') },
        off,
      ],
      ['is off with no time at all', { [own]: conf('RuntimeWatchdogSec=0s') }, off],
    ])('%s', (_title, files, expected) => {
      expect(said({ '/dev/watchdog': '', ...files })).toContainEqual(expected);
    });
  });

  it('says what is missing where NUT is in use', () => {
    const nut = (upsmon?: string): Files => ({
      '/etc/nut/nut.conf': '# mode\nMODE=standalone\n',
      ...(upsmon === undefined ? {} : { '/etc/nut/upsmon.conf': upsmon }),
    });
    const whole =
      'MONITOR ups@localhost 1 upsmon x primary\nSHUTDOWNCMD "/sbin/poweroff"\nNOTIFYCMD /usr/local/bin/loket-ups\n';
    expect(said(nut(whole))).toContain('ok: NUT watches the UPS');
    expect(said(nut(whole.replace('NOTIFYCMD', '# NOTIFYCMD')))).toContainEqual(
      expect.stringMatching(/^warn: .*: NOTIFYCMD is missing/),
    );
    expect(said(nut(''))).toContainEqual(expect.stringMatching(/MONITOR, SHUTDOWNCMD, NOTIFYCMD/));
    expect(said(nut())).toContainEqual(expect.stringMatching(/^unknown: .*with sudo/));
    expect(said({ '/etc/nut/nut.conf': 'MODE=none' })).toContainEqual(
      expect.stringMatching(/^unknown: whether/),
    );
  });
});
