/**
 * The life of a supervised device, as data: for each state and input, the next state and what is to be done, in order.
 * docs/states.md shows the table; supervised-device.ts feeds the inputs and carries out the effects.
 */

/**
 * Each state, in words. In the `-silent` ones the device has given no evidence for too long, and is shown as unknown.
 */
export const linkStates = {
  new: 'Not started yet.',
  disabled: 'The site file says that it is not to be opened.',
  opening: 'An attempt to open it is under way.',
  waiting: 'It is not there; the next attempt waits for its time.',
  open: 'It is open and well.',
  silent: 'It is open and has proved nothing for too long.',
  closing: 'It ended an idle link, and the host closes its side. Commands wait for the next link.',
  'closing-silent': 'The same of one that was silent.',
  paused: 'It is to be open again in a moment. Commands wait for it.',
  'paused-silent': 'The same of one that was silent.',
  reopening: 'It is being opened again. Commands wait for it.',
  'reopening-silent': 'The same of one that was silent.',
  stopped: 'Closed for good.',
} as const;

export type LinkState = keyof typeof linkStates;

/** Each input, in words. */
export const linkInputs = {
  start: 'The hall opens its devices.',
  opened: 'The attempt to open it succeeded.',
  'closed-idle': 'It ended, in order, a link that was well and on which nothing was half done.',
  excused: 'It failed within a grace in which that is no fault to tell.',
  failed: 'It could not be opened, or its link was lost.',
  closed: 'The side of the host is closed, after an idle link had ended.',
  due: 'The time of the next attempt has come, or something tells that it may be back.',
  well: 'It has been well for long enough to forget earlier failures.',
  stale: 'It can be asked, and has proved nothing for too long.',
  good: 'It proved that it is there.',
  warned: 'A reason was raised or cleared.',
  stop: 'It is to be closed for good.',
} as const;

export type LinkInput = keyof typeof linkInputs;

/** Each effect, in words. */
export const linkEffects = {
  open: 'begin an attempt to open it',
  close: 'end the session of its driver and close it',
  'close-first': 'the same, and go on when it is closed',
  'retry-later': 'try again when the backoff ends',
  'retry-in-grace': 'try again soon, without counting a failure',
  'retry-at-once': 'open it again at once, or soon where it has just done so',
  'cancel-retry': 'cancel the next attempt',
  'count-open': 'count the opening and clear the reasons of its link',
  'count-reopen': 'the same, of a link that nobody missed',
  'count-loss': 'count the loss',
  'count-attempt': 'count the attempt that failed',
  'raise-reason': 'raise the fault in place of other faults of the link',
  'show-up': 'show it as online, or as degraded by its reasons; report',
  'show-unknown': 'show it as unknown; report',
  'show-offline': 'show it as offline; report',
  'attach-turns': 'give it the commands that wait',
  'attach-turns-once-it-stands':
    'the same; one that must not lose a command gets them once its link has stood for a moment',
  'pause-turns': 'let commands wait for the next link',
  'detach-turns': 'refuse the commands that wait',
  'show-wanted': 'have a display show what it should show by now',
  'watch-health': 'wait until it has been well for long enough',
  'unwatch-health': 'do not wait for that any more',
  forgive: 'forget earlier failures, and that it was flapping',
  'ask-again': 'ask it again and again whether it is there',
} as const;

export type LinkEffect = keyof typeof linkEffects;

interface LinkStep {
  readonly next: LinkState;
  readonly effects: readonly LinkEffect[];
}

/** The effect of each input in a state: a step, or nothing. An input that is missing cannot occur in that state. */
type Row = Readonly<Partial<Record<LinkInput, LinkStep | 'ignored'>>>;

const to = (next: LinkState, ...effects: readonly LinkEffect[]): LinkStep => ({ next, effects });

const gone = [
  'unwatch-health',
  'detach-turns',
  'close',
  'count-attempt',
  'raise-reason',
  'show-offline',
] as const;
const notOpened = to('waiting', 'retry-later', ...gone);
const lost = to('waiting', 'retry-later', 'count-loss', ...gone);
const excused = (next: LinkState) => to(next, 'retry-in-grace', 'pause-turns', 'close', 'count-attempt');
const closedIdle = (next: LinkState) => to(next, 'pause-turns', 'close-first');
const opened = to(
  'open',
  ...(['count-open', 'show-up', 'attach-turns', 'show-wanted', 'watch-health', 'ask-again'] as const),
);
const reopened = to(
  'open',
  ...(['count-reopen', 'show-up', 'attach-turns-once-it-stands', 'show-wanted', 'ask-again'] as const),
);
const stop = to('stopped', 'cancel-retry', 'unwatch-health', 'detach-turns');
const stopOpen = to('stopped', ...stop.effects, 'close');

/** Without a link, a late answer on an earlier link or a warning from elsewhere does not change what is shown. */
const notLinked: Row = { good: 'ignored', warned: 'ignored', stop };

/** The rows of states in which it has a link, or will have one again in a moment. */
const linked = (here: LinkState): Row => ({
  good: 'ignored',
  warned: to(here, 'show-up'),
  well: to(here, 'forgive'),
  stop,
});
const linkedSilent = (here: LinkState, proved: LinkState): Row => ({
  ...linked(here),
  good: to(proved, 'show-up'),
  warned: 'ignored',
});

export const linkTable: Readonly<Record<LinkState, Row>> = {
  new: { start: to('opening', 'open'), warned: 'ignored', stop },
  disabled: { start: 'ignored', warned: 'ignored', stop },
  opening: { ...notLinked, opened, excused: excused('waiting'), failed: notOpened, stop: stopOpen },
  waiting: { ...notLinked, due: to('opening', 'open') },
  open: {
    ...linked('open'),
    'closed-idle': closedIdle('closing'),
    excused: excused('paused'),
    failed: lost,
    stale: to('silent', 'show-unknown'),
    stop: stopOpen,
  },
  silent: {
    ...linkedSilent('silent', 'open'),
    'closed-idle': closedIdle('closing-silent'),
    excused: excused('paused-silent'),
    failed: lost,
    stale: to('silent', 'show-unknown'),
    stop: stopOpen,
  },
  closing: { ...linked('closing'), closed: to('paused', 'retry-at-once') },
  'closing-silent': {
    ...linkedSilent('closing-silent', 'closing'),
    closed: to('paused-silent', 'retry-at-once'),
  },
  paused: { ...linked('paused'), due: to('reopening', 'open') },
  'paused-silent': { ...linkedSilent('paused-silent', 'paused'), due: to('reopening-silent', 'open') },
  reopening: {
    ...linked('reopening'),
    opened: reopened,
    excused: excused('paused'),
    failed: lost,
    stop: stopOpen,
  },
  'reopening-silent': {
    ...linkedSilent('reopening-silent', 'reopening'),
    opened: reopened,
    excused: excused('paused-silent'),
    failed: lost,
    stop: stopOpen,
  },
  // Its board may come back, and a command or its close may end, after it was stopped.
  stopped: { start: 'ignored', closed: 'ignored', good: 'ignored', warned: 'ignored', stop: 'ignored' },
};

/** The states in which commands are accepted: the device is open, or about to be open again. */
export const takesCommands: ReadonlySet<LinkState> = new Set(
  (Object.keys(linkStates) as LinkState[]).filter((state) => linkTable[state].well !== undefined),
);
