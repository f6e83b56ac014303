import { type ChildProcess, spawn } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { WebSocket } from 'ws';
import { until } from '../real-clock.ts';

/**
 * Chromiums of the age of televisions, from the npm packages `chrome-aws-lambda`, which `.ci/run` installs beside the
 * project (CONTRIBUTING.md). playwright cannot drive them; the DevTools protocol has hardly changed.
 */
const folder = process.env.LOKET_OLD_CHROMES;

export interface OldChrome {
  readonly name: string;
  readonly packed: string;
}

/** The ones that are here. Throws where all programs are required and there is none. */
export function oldChromes(): readonly OldChrome[] {
  const modules = folder === undefined ? undefined : join(folder, 'node_modules');
  const found =
    modules === undefined || !existsSync(modules)
      ? []
      : readdirSync(modules)
          .map((name) => ({ name, packed: join(modules, name, 'bin', 'chromium.br') }))
          .filter(({ packed }) => existsSync(packed));
  if (found.length === 0 && process.env.LOKET_TEST_REQUIRE === 'all')
    throw new Error('there are no old Chromiums: LOKET_OLD_CHROMES names the folder they are installed in');
  return found;
}

export interface OldPage {
  /** Such as `HeadlessChrome/67.0.3372.0`. */
  readonly version: string;
  /** What the page complained of. */
  readonly complaints: readonly string[];
  open(url: string, width: number, height: number): Promise<void>;
  /** Runs a script before those of each page that is opened from now on. */
  before(script: string): Promise<void>;
  /** The value of an expression, which has to be JSON. */
  evaluate(expression: string): Promise<unknown>;
  screenshot(): Promise<Buffer>;
  close(): Promise<void>;
}

const startMaxMs = 60_000;

/** Starts one, with a page of its own. */
export async function startOldChrome({ packed }: OldChrome, more: readonly string[] = []): Promise<OldPage> {
  const home = mkdtempSync(join(tmpdir(), 'loket-old-chrome-'));
  const program = join(home, 'chromium');
  writeFileSync(program, brotliDecompressSync(readFileSync(packed)));
  chmodSync(program, 0o755);
  const flags = [
    '--headless',
    '--no-sandbox',
    '--disable-gpu',
    '--disable-dev-shm-usage',
    '--hide-scrollbars=false',
    ...more,
  ];
  const child = spawn(
    program,
    [...flags, `--user-data-dir=${home}`, '--remote-debugging-port=0', 'about:blank'],
    {
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  );
  const gone = async () => {
    const ended = new Promise((resolve) => child.once('exit', resolve));
    if (child.exitCode === null && child.kill('SIGKILL')) await ended;
    rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    const port = await debuggingPort(child);
    return await attached(port, gone);
  } catch (thrown) {
    await gone();
    throw thrown;
  }
}

function debuggingPort(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    const limit = setTimeout(() => reject(new Error(`no DevTools port: ${said}`)), startMaxMs);
    child.once('exit', () => reject(new Error(`ended: ${said}`)));
    child.stderr?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const port = /DevTools listening on ws:\/\/[^:]+:(\d+)/.exec(said)?.[1];
      if (port === undefined) return;
      clearTimeout(limit);
      resolve(port);
    });
  });
}

/** The address of its page. A browser says that it listens before it has one. */
async function firstPage(origin: string): Promise<string> {
  let address: string | undefined;
  await until(async () => {
    const targets = (await (await fetch(`${origin}/json/list`)).json()) as readonly {
      readonly type: string;
      readonly webSocketDebuggerUrl: string;
    }[];
    address = targets.find(({ type }) => type === 'page')?.webSocketDebuggerUrl;
    return address !== undefined;
  });
  return address ?? '';
}

async function attached(port: string, gone: () => Promise<void>): Promise<OldPage> {
  const origin = `http://127.0.0.1:${port}`;
  const version = (await (await fetch(`${origin}/json/version`)).json()) as { readonly Browser: string };
  const socket = new WebSocket(await firstPage(origin), { perMessageDeflate: false });
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  const waiting = new Map<number, (answer: { result?: never; error?: { message: string } }) => void>();
  const complaints: string[] = [];
  let last = 0;
  socket.on('message', (data) => {
    const message = JSON.parse(data.toString());
    if (message.id !== undefined) waiting.get(message.id)?.(message);
    else if (message.method === 'Runtime.exceptionThrown')
      complaints.push(message.params.exceptionDetails.exception?.description ?? 'an exception');
    else if (message.method === 'Log.entryAdded' && message.params.entry.level === 'error')
      complaints.push(message.params.entry.text);
  });
  // biome-ignore lint/suspicious/noExplicitAny: the protocol has a shape for each method.
  const send = (method: string, params: object = {}): Promise<any> =>
    new Promise((resolve, reject) => {
      const id = ++last;
      waiting.set(id, ({ result, error }) => {
        waiting.delete(id);
        if (error === undefined) resolve(result);
        else reject(new Error(`${method}: ${error.message}`));
      });
      socket.send(JSON.stringify({ id, method, params }));
    });
  for (const domain of ['Page', 'Runtime', 'Log']) await send(`${domain}.enable`);
  return {
    ...{ version: version.Browser, complaints },
    async open(url, width, height) {
      const metrics = { width, height, deviceScaleFactor: 1, mobile: false };
      await send('Emulation.setDeviceMetricsOverride', metrics);
      await send('Page.navigate', { url });
    },
    async before(source) {
      await send('Page.addScriptToEvaluateOnNewDocument', { source });
    },
    async evaluate(expression) {
      const { result, exceptionDetails } = await send('Runtime.evaluate', {
        expression,
        returnByValue: true,
      });
      if (exceptionDetails !== undefined)
        throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
      return result.value;
    },
    screenshot: async () => Buffer.from((await send('Page.captureScreenshot')).data, 'base64'),
    async close() {
      socket.terminate();
      await gone();
    },
  };
}
