import { describe, expect, it } from 'vitest';
import {
  type LinkEffect,
  type LinkInput,
  type LinkState,
  linkEffects,
  linkInputs,
  linkStates,
  linkTable,
  takesCommands,
} from '../../firmware-host/supervise/link-states.ts';

const states = Object.keys(linkStates) as LinkState[];
const inputs = Object.keys(linkInputs) as LinkInput[];

/** Every step there is. */
const steps = states.flatMap((from) =>
  inputs.flatMap((input) => {
    const step = linkTable[from][input];
    return step === undefined || step === 'ignored' ? [] : [{ from, input, ...step }];
  }),
);

function reached(from: LinkState): ReadonlySet<LinkState> {
  const found = new Set<LinkState>([from]);
  for (const state of found) for (const step of steps) if (step.from === state) found.add(step.next);
  return found;
}

/** What a device has after a path: worked out from the effects alone, whatever the states are called. */
interface Held {
  readonly session: boolean;
  readonly queue: 'attached' | 'paused' | 'detached';
  readonly retry: boolean;
  readonly health: boolean;
  readonly shown: 'as before' | 'up' | 'unknown' | 'offline';
}

const nothing: Held = { session: false, queue: 'detached', retry: false, health: false, shown: 'as before' };

const changes: { readonly [effect in LinkEffect]?: Partial<Held> } = {
  open: { session: true },
  close: { session: false },
  'close-first': { session: false },
  'retry-later': { retry: true },
  'retry-in-grace': { retry: true },
  'retry-at-once': { retry: true },
  'cancel-retry': { retry: false },
  'attach-turns': { queue: 'attached' },
  'attach-turns-once-it-stands': { queue: 'attached' },
  'detach-turns': { queue: 'detached' },
  'watch-health': { health: true },
  'unwatch-health': { health: false },
  'show-up': { shown: 'up' },
  'show-unknown': { shown: 'unknown' },
  'show-offline': { shown: 'offline' },
};

function after(held: Held, input: LinkInput, effects: readonly LinkEffect[]): Held {
  let now = held;
  // A retry that is due does not wait any more, and a minute that has passed neither.
  if (input === 'due') now = { ...now, retry: false };
  if (input === 'well') now = { ...now, health: false };
  for (const effect of effects) {
    if (effect !== 'pause-turns') now = { ...now, ...changes[effect] };
    else if (now.queue === 'attached') now = { ...now, queue: 'paused' };
  }
  return now;
}

/** Whatever can be held in each state, over all paths. */
function heldIn(): ReadonlyMap<LinkState, readonly Held[]> {
  const found = new Map<LinkState, Map<string, Held>>(states.map((state) => [state, new Map()]));
  const open: (readonly [LinkState, Held])[] = [
    ['new', nothing],
    ['disabled', nothing],
  ];
  for (const [state, held] of open) {
    const known = found.get(state);
    if (known === undefined || known.has(JSON.stringify(held))) continue;
    known.set(JSON.stringify(held), held);
    for (const step of steps)
      if (step.from === state) open.push([step.next, after(held, step.input, step.effects)]);
  }
  return new Map([...found].map(([state, all]) => [state, [...all.values()]]));
}

const held = heldIn();
const everyHeld = (of: readonly LinkState[]) => of.flatMap((state) => held.get(state) ?? []);
const base = (state: LinkState) => state.replace('-silent', '');

describe('the states of a supervised device', () => {
  it('are all reached, but disabled, which it is from the start', () => {
    expect([...reached('new')].sort()).toEqual(states.filter((state) => state !== 'disabled').sort());
  });

  it('have every input and every effect used', () => {
    const used = new Set(steps.flatMap(({ effects }) => effects));
    expect([...used].sort()).toEqual(Object.keys(linkEffects).sort());
    for (const input of inputs)
      expect(
        steps.some((step) => step.input === input),
        input,
      ).toBe(true);
  });

  it('take what people and other parts of the hall may say at any time: warnings and the stop', () => {
    for (const state of states)
      for (const input of ['warned', 'stop'] as const)
        expect(linkTable[state][input], `${state} ${input}`).toBeDefined();
  });

  it('end with the stop, which is final', () => {
    for (const state of states) {
      const step = linkTable[state].stop;
      if (state !== 'stopped') expect(step, state).toMatchObject({ next: 'stopped' });
    }
    expect([...reached('stopped')]).toEqual(['stopped']);
    expect(everyHeld(['stopped']).map(({ shown: _, ...rest }) => rest)).toEqual(
      everyHeld(['stopped']).map(() => ({ session: false, queue: 'detached', retry: false, health: false })),
    );
  });

  it('have one session at most, and one where a driver can say something', () => {
    const withSession = states.filter((state) => /^(opening|open|silent|reopening)/.test(state));
    for (const state of states)
      for (const { session } of everyHeld([state])) expect(session, state).toBe(withSession.includes(state));
    for (const { from, effects } of steps)
      if (effects.includes('open')) expect(withSession, from).not.toContain(from);
    // What ends a session can come exactly where there is one.
    for (const state of states)
      expect(linkTable[state].failed !== undefined, state).toBe(withSession.includes(state));
  });

  it('try again wherever the device is away, and nowhere else', () => {
    for (const state of states)
      for (const { retry } of everyHeld([state])) expect(retry, state).toBe(/^(waiting|paused)/.test(state));
  });

  it('refuse commands exactly where no link is to come in a moment, and leave none waiting there', () => {
    for (const state of states)
      for (const { queue } of everyHeld([state]))
        expect(queue !== 'detached', state).toBe(takesCommands.has(state));
    for (const state of ['open', 'silent'] as const)
      for (const { queue } of everyHeld([state])) expect(queue, state).toBe('attached');
  });

  it('watch the health of links that stand, and of none that is gone', () => {
    for (const state of states)
      for (const { health } of everyHeld([state])) if (health) expect(takesCommands, state).toContain(state);
    for (const state of states)
      expect(linkTable[state].well !== undefined, state).toBe(takesCommands.has(state));
  });

  it('show what they are called', () => {
    const isShown = (state: LinkState) => new Set(everyHeld([state]).map(({ shown }) => shown));
    for (const state of takesCommands)
      expect([...isShown(state)], state).toEqual([state.endsWith('silent') ? 'unknown' : 'up']);
    for (const state of ['opening', 'waiting'] as const)
      for (const shown of isShown(state)) expect(['as before', 'offline'], state).toContain(shown);
  });

  it('go the same way, silent or not', () => {
    for (const state of states.filter((one) => one.endsWith('-silent')))
      for (const input of inputs.filter((one) => one !== 'good' && one !== 'warned')) {
        const [silent, known] = [linkTable[state][input], linkTable[base(state) as LinkState][input]];
        if (typeof silent !== 'object' || typeof known !== 'object')
          expect(silent, `${state} ${input}`).toEqual(known);
        else
          expect([base(silent.next), silent.effects], `${state} ${input}`).toEqual([
            known.next,
            known.effects,
          ]);
      }
  });

  it('count a loss exactly where a link is missed, and raise a reason at every failure', () => {
    for (const { from, input, effects } of steps) {
      expect(effects.includes('count-loss'), `${from} ${input}`).toBe(
        input === 'failed' && takesCommands.has(from),
      );
      expect(effects.includes('raise-reason'), `${from} ${input}`).toBe(input === 'failed');
    }
  });
});
