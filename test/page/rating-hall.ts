import { qrcode } from 'receiptline';
import { listenerLimits } from '../../firmware-host/listeners/listener-limits.ts';
import type { ElementId } from '../../firmware-host/queue/survey.ts';
import type { FeedMessage } from '../../firmware-host/web/feed-messages.ts';
import { openHallWeb } from '../../firmware-host/web/hall-web.ts';
import type { PageHolder } from '../../firmware-host/web/page-feed.ts';
import { createWebSessions } from '../../firmware-host/web/web-sessions.ts';
import { type Parts, siteOf } from '../config/site-text.ts';
import { realClock } from '../real-clock.ts';

/** What came of a touch, as the page sent it. */
export interface PadAsked {
  readonly id: string;
  readonly element?: ElementId;
  readonly score?: number;
}

/** A reply without its id; `silent`: none. */
export type PadAnswer = object | 'silent';

export const ratingSite: Parts = {
  hours: 'rating: { complaints: { link: "https://lapor.example/{code}" } }',
  counters: 'counters: { loket-1: { number: 1, title: Loket Paspor, serves: [paspor] } }',
};

const link = 'https://lapor.example/261130-007';
/** The address as a code, in rows as the hall sends them. */
const qr = qrcode
  .generate({ data: link, type: 'qrcode', cell: 3, level: 'm', quietZone: false })
  .map((row) => [...row].map((isDark) => (isDark ? '1' : '0')).join(''));
export const complaint = { ok: true, result: { code: '261130-007', link, qr } };
export const refused = (code: string): PadAnswer => ({ ok: false, error: { code, text: code } });

/** The real web server of a hall with a rating pad on a screen; the test says what the hall answers. */
export async function openRatingHall(
  of: { readonly parts?: Parts; readonly element?: ElementId; readonly port?: number } = {},
) {
  const site = siteOf({ ...ratingSite, ...of.parts });
  const rated: PadAsked[] = [];
  const complained: PadAsked[] = [];
  const waiting: (() => void)[] = [];
  const now = { element: of.element ?? ('pulse' as ElementId), isOpen: true };
  const answers = { rate: { ok: true, result: {} } as PadAnswer, complain: complaint as PadAnswer };
  let holds = false;
  const listeners = new Set<(message: FeedMessage) => void>();
  const take =
    (kind: keyof typeof answers, asked: PadAsked[]) =>
    ({ payload, to }: { payload: Uint8Array; to: (name: string, payload: string) => void }) => {
      const order = JSON.parse(Buffer.from(payload).toString('utf8')) as PadAsked;
      asked.push(order);
      const reply = () => {
        const answer = answers[kind];
        if (answer !== 'silent') to(kind, JSON.stringify({ id: order.id, ...answer }));
      };
      if (holds) waiting.push(reply);
      else reply();
    };
  const server = await openHallWeb({
    web: { host: '127.0.0.1', port: of.port ?? 0, hosts: [], pages: ['rating'] },
    ...{ clock: realClock, site: () => site, tls: undefined, board: undefined, passwords: undefined },
    wall: () => Date.UTC(2026, 10, 30, 2, 15),
    sessions: createWebSessions<PageHolder>({ clock: realClock, limits: listenerLimits.pageSessions }),
    feed: {
      connected: true,
      retained: () => [],
      listen(listener) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
      close: async () => undefined,
    },
    desk: {
      command: () => undefined,
      keys: () => ({ press: () => undefined, close: () => undefined }),
      pad: () => ({
        now: () => ({ ...now }),
        ...{ rate: take('rate', rated), complain: take('complain', complained) },
      }),
    },
    refused: () => undefined,
    before: [],
  });
  return {
    ...{ rated, complained, answers, port: server.port },
    url: `http://127.0.0.1:${server.port}/rating/loket-1`,
    /** The counter opens or closes, or another day asks something else. */
    becomes(change: Partial<typeof now>): void {
      Object.assign(now, change);
      for (const listener of listeners) listener({ address: 'counter/loket-1/state', payload: '{}' });
    },
    /** Answers come when `release` says so. */
    hold(): void {
      holds = true;
    },
    release(): void {
      holds = false;
      for (const reply of waiting.splice(0)) reply();
    },
    close: () => server.close(),
  };
}
