/**
 * PURE. Whether every number of a hall was given once and none was lost, from what the world outside of it saw and what
 * its journal says.
 */

/**
 * `papers`: what came out of the printer, `{ ticket, complete, copy }`. `heard` and `journal`: events, from the broker
 * and from the disk. Nobody waits any more, and no ticket is unconfirmed. Returns how many numbers were issued, and in
 * words what was lost and what was twice.
 */
export function judge({ papers, heard, journal }) {
  const of = (type, events = journal) =>
    events.filter((event) => event.type === `loket.ticket.${type}.v1`).map(({ data }) => data.ticket);
  const originals = papers.filter(({ copy, complete }) => complete && !copy).map(({ ticket }) => ticket);
  const [issued, voided, called] = [new Set(of('issued')), new Set(of('voided')), new Set(of('called'))];
  const onDisk = new Map(journal.map((event) => [event.sequence, event]));
  const lost = [
    ...originals
      .filter((ticket) => !issued.has(ticket))
      .map((one) => `${one} is on paper, and was not issued`),
    ...originals.filter((ticket) => voided.has(ticket)).map((one) => `${one} is on paper, and is void`),
    ...[...issued]
      .filter((ticket) => !originals.includes(ticket))
      .map((one) => `${one} was issued, and has no paper`),
    ...[...issued]
      .filter((ticket) => !called.has(ticket))
      .map((one) => `${one} was issued, and never called`),
    ...heard
      .filter(({ sequence }) => !onDisk.has(sequence))
      .map(
        ({ sequence, type }) => `the broker heard ${type} as ${sequence}, which the journal does not have`,
      ),
    ...gapsOf(journal).map((sequence) => `the journal has no ${sequence}`),
  ];
  const twice = [
    ...repeated(originals).map((one) => `${one} came out of the printer twice`),
    ...repeated(of('reserved')).map((one) => `${one} was given twice`),
    ...repeated(of('called')).map((one) => `${one} was called twice: ${countersOf(one, journal)}`),
    ...heard
      .filter(({ sequence, id }) => onDisk.has(sequence) && onDisk.get(sequence).id !== id)
      .map(({ sequence }) => `${sequence} is another event on the disk than the broker heard`),
    ...heard
      .filter((event) => isOther(event, onDisk.get(event.sequence)))
      .map(({ id }) => `${id} was changed`),
  ];
  return { issued: issued.size, lost, twice };
}

const isOther = (event, stored) =>
  stored !== undefined &&
  JSON.stringify([event.type, event.data]) !== JSON.stringify([stored.type, stored.data]);

const repeated = (list) => [...new Set(list.filter((one, place) => list.indexOf(one) !== place))];

const countersOf = (ticket, journal) =>
  journal
    .filter(({ type, data }) => type === 'loket.ticket.called.v1' && data.ticket === ticket)
    .map(({ data }) => data.counter)
    .join(', ');

/** What is missing at the start is older than what the hall keeps. */
function gapsOf(journal) {
  const there = new Set(journal.map(({ sequence }) => Number(sequence)));
  const [first, last] = [Math.min(...there), Math.max(...there)];
  return Array.from({ length: last - first }, (_, place) => first + place).filter((one) => !there.has(one));
}
