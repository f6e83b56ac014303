/** What a person can type at a simulated hall. */
export type ShellCommand =
  | { readonly type: 'press'; readonly device: string; readonly key: string; readonly ms: number }
  | { readonly type: 'ticket'; readonly service: string; readonly class: 'regular' | 'priority' }
  | { readonly type: 'scan'; readonly device: string; readonly text: string }
  | { readonly type: 'paper'; readonly device: string; readonly state: 'ok' | 'low' | 'out' }
  | { readonly type: 'unplug' | 'plug'; readonly device: string }
  | { readonly type: 'reprint' | 'void'; readonly ticket: string }
  | { readonly type: 'show' | 'help' | 'quit' };

/** How each command is written, with what it does, in the order of `help`. */
export const shellHelp: readonly (readonly [usage: string, what: string])[] = [
  ['ticket SERVICE [priority]', 'a visitor takes a ticket'],
  ['press DEVICE KEY [MS]', 'somebody presses a key, for MS milliseconds (100)'],
  ['scan DEVICE TEXT', 'somebody holds a code under a scanner'],
  ['reprint TICKET', 'an officer has a ticket printed again, as a copy'],
  ['void TICKET', 'an officer says that there is no paper of a ticket'],
  ['paper DEVICE ok|low|out', 'the paper of a printer'],
  ['unplug DEVICE', 'the cable of a device is pulled'],
  ['plug DEVICE', '... and put back'],
  ['show', 'every display, the counters, the last tickets, and those that may not have been printed'],
  ['help', 'this list'],
  ['quit', 'the hall closes'],
];

const pressMs = 100;
const pressMost = 3_600_000;

/** Reads one line; a sentence that says what is wrong when it is no command. An empty line is undefined. */
export function shellLine(line: string): ShellCommand | { readonly wrong: string } | undefined {
  const [word, ...rest] = line.trim().split(/\s+/);
  if (word === undefined || word === '') return undefined;
  const usage = shellHelp.map(([text]) => text).find((text) => text.split(' ')[0] === word);
  if (usage === undefined) return { wrong: `'${word}' is no command. Type 'help' for those there are.` };
  const command = read(word, rest, line);
  return command ?? { wrong: `Write it as: ${usage}` };
}

function read(word: string, rest: readonly string[], line: string): ShellCommand | undefined {
  const [first, second, third] = rest;
  switch (word) {
    case 'press': {
      const ms = third === undefined ? pressMs : Number(third);
      if (first === undefined || second === undefined || rest.length > 3) return undefined;
      if (!Number.isInteger(ms) || ms < 1 || ms > pressMost) return undefined;
      return { type: 'press', device: first, key: second, ms };
    }
    case 'ticket':
      if (first === undefined || rest.length > 2 || (second ?? 'priority') !== 'priority') return undefined;
      return { type: 'ticket', service: first, class: second === undefined ? 'regular' : 'priority' };
    case 'scan': {
      // A code may hold spaces: everything after the device's name belongs to it.
      const text =
        first === undefined ? '' : line.trim().slice('scan'.length).trim().slice(first.length).trim();
      return first === undefined || text === '' ? undefined : { type: 'scan', device: first, text };
    }
    case 'paper':
      if (first === undefined || rest.length !== 2) return undefined;
      if (second !== 'ok' && second !== 'low' && second !== 'out') return undefined;
      return { type: 'paper', device: first, state: second };
    case 'unplug':
    case 'plug':
      return first === undefined || rest.length !== 1 ? undefined : { type: word, device: first };
    case 'reprint':
    case 'void':
      return first === undefined || rest.length !== 1
        ? undefined
        : { type: word, ticket: first.toUpperCase() };
    case 'show':
    case 'help':
    case 'quit':
      return rest.length === 0 ? { type: word } : undefined;
    default:
      return undefined;
  }
}
