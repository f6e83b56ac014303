import { InvalidArgumentError } from 'commander';

/** A port on the command line. */
export function port(text: string): number {
  const number = Number(text);
  if (!/^\d+$/.test(text) || number > 65_535)
    throw new InvalidArgumentError('a port is a number from 0 to 65535.');
  return number;
}

/** The sequence of an event on the command line. */
export function sequence(text: string): number {
  if (!/^0*[1-9]\d{0,14}$/.test(text))
    throw new InvalidArgumentError('events are numbered 1, 2, 3 and so on.');
  return Number(text);
}
