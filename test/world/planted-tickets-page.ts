import type { Planted } from './planted.ts';

const visit = 'test/page/ticket-visit.test.ts';
const page = 'test/page/tickets.test.ts';
const folder = 'pages/tickets';

/** Mistakes in the ticket machine on a screen; each is found by the test it names. */
export const plantedTicketsPage: readonly Planted[] = [
  {
    name: 'a page waits for minutes on a line that was cut without an end',
    file: 'pages/shared/socket.ts',
    from: 'setTimeout(() => mine.close(), openWithinMs)',
    to: 'setTimeout(() => undefined, openWithinMs)',
    test: page,
  },
  {
    name: 'the button to the next services is cut off on a small screen',
    file: `${folder}/tickets.css`,
    from: '  flex-wrap: wrap;\n',
    to: '',
    test: 'test/page/tickets-fit.test.ts',
  },
  {
    name: 'a second touch while a ticket prints gives another one',
    file: `${folder}/ticket-visit.ts`,
    from: "if (step.at !== 'choosing' || !isSettled(now)) return undefined;",
    to: 'if (!isSettled(now)) return undefined;',
    test: visit,
  },
  {
    name: 'the second half of a double touch hits the screen that has just come',
    file: `${folder}/ticket-visit.ts`,
    from: 'now - changedAt >= visitLimits.settleMs;',
    to: 'now >= changedAt;',
    test: visit,
  },
  {
    name: 'an answer that was not heard is told as a refusal',
    file: `${folder}/ticket-visit.ts`,
    from: "['lost', 'outcome-unknown', 'failed']",
    to: "['outcome-unknown', 'failed']",
    test: visit,
  },
  {
    name: 'the paper of another ticket counts for this one',
    file: `${folder}/ticket-visit.ts`,
    from: "if (!('ticket' in step) || step.ticket !== end.ticket) return;",
    to: "if (!('ticket' in step)) return;",
    test: visit,
  },
  {
    name: 'the paper of yesterday counts for the same number of today',
    file: `${folder}/ticket-visit.ts`,
    from: '      ends.length = 0;\n',
    to: '',
    test: visit,
  },
  {
    name: 'a quota that is used up comes back after the break',
    file: `${folder}/refusal-words.ts`,
    from: 'words.comeBack(of.opensAnotherDay)',
    to: 'words.comeBack(of.opens ?? of.opensAnotherDay)',
    test: page,
  },
  {
    name: 'a held key takes one ticket after the other',
    file: `${folder}/tickets.ts`,
    from: "if (event.repeat && (event.key === 'Enter' || event.key === ' ')) event.preventDefault();",
    to: '',
    test: page,
  },
  {
    name: 'a printer without paper is offered as if it printed',
    file: `${folder}/printer-trouble.ts`,
    from: 'state === undefined || state.usable === true',
    to: "state === undefined || state.state === 'online'",
    test: page,
  },
  {
    name: 'the kiosk of a ticket machine waits for a board that there is not',
    file: 'firmware-host/web/hall-web.ts',
    from: '  if (icon !== undefined) files.set(herePath, { ...icon, shared: true });\n',
    to: '',
    test: 'test/web/ticket-machine.test.ts',
  },
  {
    name: 'the next visitor gets the language of the one before',
    file: `${folder}/tickets.ts`,
    from: 'if (visit.look(now())) chosen = { page: 0 };',
    to: 'if (visit.look(now())) chosen = { ...chosen, page: 0 };',
    test: page,
  },
  {
    name: 'a page waits for the goodbye of a server that is dead',
    file: 'pages/shared/socket.ts',
    from: 'giveUp = () => {\n      mine.close();',
    to: 'giveUp = () => {\n      if (!over) return mine.close();',
    test: 'test/page/socket.test.ts',
  },
];
