import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { PNG } from 'pngjs';
import { expect } from 'vitest';
import { loket, stopAll } from '../cli/loket.ts';
import { exampleText } from '../hall/played-hall.ts';
import { until } from '../real-clock.ts';

const longestWaitMs = 30_000;
/** A process and a browser start slowly on a machine that has much else to do. */
export const startMaxMs = 60_000;

/** By their flags. */
const browsers = new Map<string, Browser>();
const pages: Page[] = [];
const folders: string[] = [];
/** What a browser complained of; a test that ends with anything here has failed. */
const complaints: string[] = [];

export interface Look {
  readonly width?: number;
  readonly height?: number;
  readonly scheme?: 'light' | 'dark';
  /** Of the browser, such as `--autoplay-policy=no-user-gesture-required`. */
  readonly flags?: readonly string[];
  /** Whether the screen can be touched; default: it cannot. */
  readonly touch?: boolean;
  /** Whether the test moves the clock of the page, which goes on by itself too. */
  readonly clock?: boolean;
  /** Whether the page may run scripts; default: it may. */
  readonly scripts?: boolean;
  /** Runs before the scripts of the page. */
  readonly script?: string;
}

/** Debian's Chromium, showing `url`. `expected`: complaints that belong to the test, such as a server that is away. */
export async function open(url: string, look: Look = {}, expected = /^$/): Promise<Page> {
  const browser = await startedWith(look.flags ?? []);
  const page = await browser.newPage({
    viewport: { width: look.width ?? 1280, height: look.height ?? 900 },
    colorScheme: look.scheme ?? 'light',
    locale: 'id-ID',
    javaScriptEnabled: look.scripts ?? true,
    hasTouch: look.touch ?? false,
  });
  pages.push(page);
  page.setDefaultTimeout(longestWaitMs);
  page.on('console', (message) => {
    if (message.type() === 'error' && !expected.test(message.text())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('request', (request) => {
    if (new URL(request.url()).host !== new URL(url).host) complaints.push(`asked for ${request.url()}`);
  });
  if (look.script !== undefined) await page.addInitScript({ content: look.script });
  if (look.clock === true) await page.clock.install();
  await page.goto(url);
  return page;
}

async function startedWith(flags: readonly string[]): Promise<Browser> {
  const key = flags.join(' ');
  const args = ['--no-sandbox', ...flags];
  const browser = browsers.get(key) ?? (await chromium.launch({ executablePath: '/usr/bin/chromium', args }));
  browsers.set(key, browser);
  return browser;
}

/** Ends what a test left running, and fails when a browser had something to complain of. */
export async function close(): Promise<void> {
  for (const page of pages.splice(0)) await page.close();
  stopAll();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
  expect(complaints.splice(0)).toEqual([]);
}

export async function quit(): Promise<void> {
  for (const browser of browsers.values()) await browser.close();
  browsers.clear();
}

export function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'loket-page-'));
  folders.push(made);
  return made;
}

/** A site file with this text. */
export function siteFile(text: string): string {
  const file = join(folder(), 'site.yaml');
  writeFileSync(file, text);
  return file;
}

/** A short day, so that it is over soon: an hour from eight o'clock, tickets until five minutes before nine. */
export const shortDay = `${exampleText('simulated-hall')}\nhours: { mon-sun: 08.00-09.00 }\n`.replaceAll(
  /prefix: (\w)/g,
  'prefix: $1, cutoff: 5m',
);
export const exampleHall = new URL('../../config/examples/simulated-hall.yaml', import.meta.url).pathname;

/** Every device of a simulated hall is online, and the page knows it. */
export async function ready(page: Page): Promise<void> {
  await page.locator('tr[data-state="online"]').first().waitFor();
  const others = page.locator('tr:not([data-state="online"])[data-device]');
  await until(async () => (await others.count()) === 0, longestWaitMs);
}

/** `loket simulate` with its page, on free ports. */
export async function simulated(site: string) {
  const data = folder();
  const hall = loket('--lang', 'en', 'simulate', site, '--mqtt-port', '0', '--port', '0', '--data', data);
  await until(() => hall.seen.out.includes("'quit' ends"), startMaxMs);
  const url = /page {5}(http:\S+)/.exec(hall.seen.out)?.[1] ?? '';
  return { ...hall, data, url };
}

/** What a display on the page reads, once it reads what is wanted. */
export async function reads(page: Page, display: string, wanted: string): Promise<void> {
  await page.locator(`.led[data-device="${display}"] .segments[data-reads="${wanted}"]`).waitFor();
}

/** What a picture shows: the upper part of a wide window, or of one of this size. */
const shown = { width: 1280, height: 720 };

/** Writes a picture for the docs when LOKET_WRITE_PICTURES=1 says so. */
export async function picture(page: Page, name: string, size = shown, shades = 0xf0): Promise<void> {
  if (process.env.LOKET_WRITE_PICTURES !== '1') return;
  await page.evaluate('scrollTo(0, 0)');
  const shot = PNG.sync.read(await page.screenshot({ clip: { x: 0, y: 0, ...size } }));
  // Fewer shades make a smaller file, and look the same.
  shot.data = shot.data.map((value) => (value >= 0xf8 ? 0xff : value & shades)) as Buffer;
  writeFileSync(`docs/pictures/${name}.png`, PNG.sync.write(shot, { colorType: 2, deflateLevel: 9 }));
}
