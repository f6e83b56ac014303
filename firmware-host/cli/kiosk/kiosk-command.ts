import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { systemClock } from '../../edge/system-clock.ts';
import { openSystemd } from '../../edge/systemd.ts';
import { explain } from '../../process/explain-failure.ts';
import { packageFolder } from '../../process/package-folder.ts';
import { commandTexts } from '../command-texts.ts';
import { openDevtoolsPipe } from './devtools-pipe.ts';
import { browsers, compositor, kioskArguments } from './kiosk-browser.ts';
import { watchPage } from './page-watch.ts';

const lacking =
  'the compositor or the browser is missing, or not there\n' +
  '       sudo apt install --no-install-recommends cage xwayland seatd chromium';

/**
 * `loket kiosk ADDRESS`: shows the board on this machine's screen, for loket-kiosk.service. Ends with exit code 1 when
 * the browser has ended or does not answer any more: systemd starts it again, and it begins with the waiting page.
 */
export function runKiosk(address: string, options: { readonly profile: string }): void {
  const browser = browsers.find((path) => existsSync(path));
  if (browser === undefined || !existsSync(compositor)) {
    explain(new Error(lacking));
    return;
  }
  const waitingPage = join(packageFolder, 'docs', 'board-waiting.html');
  const shown = spawn(
    compositor,
    kioskArguments({ browser, waitingPage, address, profile: options.profile }),
    {
      stdio: ['ignore', 'inherit', 'inherit', 'pipe', 'pipe'],
      // Its own group, so that everything that it has started ends with it.
      detached: true,
    },
  );
  const end = (why: string | undefined) => {
    if (why !== undefined) explain(new Error(why));
    try {
      if (shown.pid !== undefined) process.kill(-shown.pid, 'SIGKILL');
    } catch {
      // They have ended by themselves.
    }
    process.exit();
  };
  shown.on('error', (error) => end(`${compositor}: ${error.message}`));
  shown.on('exit', (code, signal) => end(commandTexts().browserEnded(String(code ?? signal))));
  // A person or the system has ended it: that is no fault.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => end(undefined));

  const systemd = openSystemd(process.env, (why) =>
    console.error(`loket: ${commandTexts().systemdNotTold(why.message)}`),
  );
  systemd?.notify('READY=1');
  const [, , , to, from] = shown.stdio;
  const pipe = openDevtoolsPipe(to as Writable, from as Readable);
  void watchPage({ pipe, clock: systemClock, alive: () => systemd?.notify('WATCHDOG=1') }).then(end);
}
