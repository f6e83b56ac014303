import type { Line, ReadTicket, State, Ticket } from './state.ts';

/** Joins by the ticket's own position: a ticket whose paper came late still goes before the later numbers. */
export function joinInTurn(line: Line, ticket: Ticket): void {
  let place = line.length;
  while (place > 0 && (line[place - 1]?.position ?? 0) > ticket.position) place--;
  line.splice(place, 0, ticket);
}

/** Joins behind the first `ahead` tickets: 0 is the very front, the line's length its end. */
export function joinBehind(state: State, line: Line, ahead: number, ticket: Ticket): void {
  const follower = line[ahead];
  if (follower === undefined) {
    joinLast(state, line, ticket);
    return;
  }
  ticket.position = follower.position;
  ticket.outOfTurn = true;
  line.splice(ahead, 0, ticket);
}

/** Takes a new position, after all tickets that wait now. */
function joinLast(state: State, line: Line, ticket: Ticket): void {
  ticket.position = ++state.turns;
  ticket.outOfTurn = false;
  line.push(ticket);
}

/** Takes a ticket out. Throws when it is not in this line. */
export function leaveLine(line: Line, ticket: Ticket): void {
  if (line[0] === ticket) {
    line.shift();
    return;
  }
  const place = line.lastIndexOf(ticket);
  if (place === -1) throw new Error(`${ticket.id} is not in the line it should wait in`);
  line.splice(place, 1);
}

/**
 * Hall ms since which the longest-waiting ticket has been in this line; undefined when it is empty. Only tickets put
 * back or moved up can have waited less than one behind them, so the search ends at the first ticket that is not
 * `outOfTurn`.
 */
export function waitingSince(line: readonly ReadTicket[]): number | undefined {
  let since: number | undefined;
  for (const ticket of line) {
    if (since === undefined || ticket.since < since) since = ticket.since;
    if (!ticket.outOfTurn) break;
  }
  return since;
}
