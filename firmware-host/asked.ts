import type { Clock } from '../devices/ports.ts';
import type { Host } from './host.ts';
import type { HallTime } from './loop/hall-time.ts';
import type { Loop } from './loop/loop.ts';
import type { TicketOffice } from './perform/ticket-office.ts';
import type { ReadState } from './queue/state.ts';
import { counterView, serviceView, ticketViews } from './queue/views.ts';

/** The commands and queries of a person at the console or a client. */
export type Asked = Pick<
  Host,
  'ask' | 'issue' | 'reprint' | 'counter' | 'service' | 'tickets' | 'believeClock'
>;

export function createAsked(of: {
  readonly clock: Clock;
  readonly state: ReadState;
  readonly time: HallTime;
  readonly loop: Loop;
  readonly office: Pick<TicketOffice, 'printerFor'>;
}): Asked {
  const { clock, state, time, loop, office } = of;
  const ask: Asked['ask'] = (command, cause) =>
    new Promise((reply) => loop.post({ command, cause, at: clock.now(), reply }));
  return {
    ask,
    issue: (service, kind) =>
      ask({ type: 'issue', service, class: kind, printer: office.printerFor(service, undefined) }, 'console'),
    reprint(ticket) {
      const printer = office.printerFor(state.tickets.get(ticket)?.service ?? '', undefined);
      if (printer === null) return Promise.resolve({ ok: false, refused: 'printer-not-ready' });
      return ask({ type: 'reprint', ticket, printer }, 'console');
    },
    counter: (id) => counterView(state, id),
    service: (id) => serviceView(state, id, time.now()),
    tickets: () => ticketViews(state, time.now()),
    believeClock() {
      const byMs = time.doubt()?.byMs;
      return byMs !== undefined && time.confirm() ? byMs : undefined;
    },
  };
}
