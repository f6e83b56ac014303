import { pathToFileURL } from 'node:url';

/** Where Debian and Raspberry Pi OS have the browser, the first that is there is used. */
export const browsers = ['/usr/bin/chromium', '/usr/bin/chromium-browser'] as const;
/** The compositor: it shows one program on the whole screen, and ends with it. */
export const compositor = '/usr/bin/cage';

/** What a kiosk must not ask, remember, fetch or draw. */
const quiet = [
  ...['--kiosk', '--no-first-run', '--no-default-browser-check', '--noerrdialogs', '--disable-infobars'],
  ...['--disable-session-crashed-bubble', '--hide-crash-restore-bubble', '--password-store=basic'],
  ...['--disable-background-networking', '--disable-component-update', '--disable-sync', '--disable-pinch'],
  ...['--overscroll-history-navigation=0', '--disk-cache-size=8388608', '--disable-breakpad'],
  // The waiting page is a file, and asks an address of the local network whether it is there.
  '--disable-features=Translate,LocalNetworkAccessChecks',
  // The board speaks, and nobody is there to press a key first.
  '--autoplay-policy=no-user-gesture-required',
];

/**
 * The arguments of the compositor: the browser on the waiting page, which goes to `address` as soon as that answers.
 * The browser is spoken to over its file descriptors 3 and 4 ("remote-debugging-pipe"): no port is opened for that.
 */
export function kioskArguments(of: {
  readonly browser: string;
  readonly profile: string;
  readonly waitingPage: string;
  readonly address: string;
}): readonly string[] {
  const page = `${pathToFileURL(of.waitingPage).href}#${of.address}`;
  return [
    ...['--', of.browser, ...quiet, '--ozone-platform=wayland', '--remote-debugging-pipe'],
    ...[`--user-data-dir=${of.profile}`, page],
  ];
}
