import { wordsOf } from '../../../devices/fault.ts';
import type { Clock, Millis } from '../../../devices/ports.ts';
import { pause, within } from '../../async/time-limit.ts';
import type { DevtoolsPipe } from './devtools-pipe.ts';

/** How often the page is asked, and how long its answer may take: a busy Pi needs seconds at the start. */
export const pageWatchLimits = {
  everyMs: 10_000,
  answerMs: 20_000,
  startMs: 60_000,
} as const satisfies Record<string, Millis>;

/**
 * Asks the page of a browser again and again whether its script still runs. `alive` is called after each answer.
 * Resolves with the reason, in words, when it does not answer, has crashed, or shows an error of the browser.
 */
export async function watchPage(of: {
  readonly pipe: DevtoolsPipe;
  readonly clock: Clock;
  readonly alive: () => void;
}): Promise<string> {
  const { pipe, clock, alive } = of;
  const limited = <T>(ms: Millis, work: Promise<T>) =>
    within(clock, ms, work, () => new Error(`no answer within ${ms / 1_000} s`), 'kiosk: answer of the page');
  try {
    const session = await limited(pageWatchLimits.startMs, attach(pipe, clock));
    for (;;) {
      const place = await limited(pageWatchLimits.answerMs, placeOf(pipe, session, clock));
      if (place.startsWith('chrome-error:')) return 'the browser shows an error page';
      alive();
      await pause(clock, pageWatchLimits.everyMs, 'kiosk: ask the page again');
    }
  } catch (thrown) {
    return wordsOf(thrown);
  }
}

/** The first page of the browser, once there is one. */
async function attach(pipe: DevtoolsPipe, clock: Clock): Promise<string> {
  for (;;) {
    const { targetInfos } = await pipe.ask('Target.getTargets');
    const targets = targetInfos as readonly { readonly type: string; readonly targetId: string }[];
    const page = targets.find(({ type }) => type === 'page');
    if (page !== undefined) {
      const { targetId } = page;
      const { sessionId } = await pipe.ask('Target.attachToTarget', { targetId, flatten: true });
      return String(sessionId);
    }
    await pause(clock, 1_000, 'kiosk: wait for a page');
  }
}

/** Where the page is, as its own script says. Between two pages there is none for a moment, which is asked again. */
async function placeOf(pipe: DevtoolsPipe, session: string, clock: Clock): Promise<string> {
  for (;;) {
    try {
      const { result } = await pipe.ask('Runtime.evaluate', { expression: 'location.href' }, session);
      return String((result as { readonly value?: unknown }).value);
    } catch (thrown) {
      if (!/execution context/.test(wordsOf(thrown))) throw thrown;
    }
    await pause(clock, 1_000, 'kiosk: wait for a page');
  }
}
