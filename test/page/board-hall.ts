import { systemClock } from '../../firmware-host/edge/system-clock.ts';
import { boardSocket } from '../../firmware-host/web/board-page.ts';
import { builtPage } from '../../firmware-host/web/built-pages.ts';
import type { BoardLook, BoardMessage } from '../../firmware-host/web/feed-messages.ts';
import type { WebVisitor } from '../../firmware-host/web/page-sockets.ts';
import { type Content, openWebServer } from '../../firmware-host/web/web-server.ts';

/** A board behind the real web server, with messages that the test sends; for pictures that no hall shows at once. */
export async function openBoardHall(of: {
  readonly retained: readonly BoardMessage[];
  readonly files?: ReadonlyMap<string, Content>;
  /** Any free one unless it is given. */
  readonly port?: number;
}) {
  const files = builtPage('board');
  const visitors = new Set<WebVisitor>();
  const server = await openWebServer({
    ...{ host: '127.0.0.1', port: of.port ?? 0, clock: systemClock },
    content: (path) =>
      path === '/board' ? files.get('board.html') : (of.files?.get(path) ?? files.get(path.slice(1))),
    sockets: new Map([
      [
        boardSocket,
        (visitor) => {
          for (const message of [...of.retained, beat()]) visitor.tell(message);
          visitors.add(visitor);
          visitor.onGone(() => visitors.delete(visitor));
        },
      ],
    ]),
  });
  return {
    port: server.port,
    url: `http://127.0.0.1:${server.port}/board`,
    send(message: BoardMessage): void {
      for (const visitor of visitors) visitor.tell(message);
    },
    /** How many boards are connected. */
    visitors: () => visitors.size,
    close: () => server.close(),
  };
}

/** Sunday, 29 November 2026, 08:32 in Jakarta. */
export const hallAt = Date.UTC(2026, 10, 29, 1, 32);

export function beat(): BoardMessage {
  return { type: 'beat', broker: true, at: hallAt };
}

export function mqttMessage(address: string, payload: object): BoardMessage {
  return { type: 'mqtt', address, payload: JSON.stringify(payload) };
}

export interface TestCounter {
  readonly title?: string;
  readonly state?: string;
  readonly ticket?: string;
  readonly zone?: string;
}

export interface TestService {
  readonly title: string;
  readonly waiting: number;
  readonly estimate_s?: number;
  readonly open?: boolean;
}

/** Everything that the board of a hall is greeted with. Counters have called in their order, the last one last. */
export function hallMessages(of: {
  readonly title?: string;
  readonly counters: readonly TestCounter[];
  readonly services: readonly TestService[];
  readonly look?: Partial<BoardLook>;
}): readonly BoardMessage[] {
  const title = of.title ?? 'MPP Contoh';
  const counters = of.counters.map((counter, at) => ({
    ...{ id: `loket-${at + 1}`, number: at + 1, title: counter.title ?? `Loket ${at + 1}` },
    ...(counter.zone === undefined ? {} : { zone: counter.zone }),
  }));
  const services = of.services.map((service, at) => ({ id: `layanan-${at + 1}`, title: service.title }));
  const info = { title, zone: 'Asia/Jakarta', language: 'id', counters, services };
  const look = { title, languages: ['id'], notices: [], zones: [], sound: false, speakers: [] } as const;
  return [
    mqttMessage('controller/info', info),
    mqttMessage('controller/state', { state: 'online' }),
    { type: 'look', look: { ...look, ...of.look } },
    ...of.counters.map(({ state = 'serving', ticket }, at) =>
      mqttMessage(`counter/loket-${at + 1}/state`, {
        ...{ state, ticket: ticket ?? null, service: null },
        since: new Date(hallAt - (of.counters.length - at) * 60_000).toISOString(),
      }),
    ),
    ...of.services.map(({ waiting, estimate_s = null, open = true }, at) =>
      mqttMessage(`service/layanan-${at + 1}/state`, { waiting, estimate_s, open }),
    ),
  ];
}
