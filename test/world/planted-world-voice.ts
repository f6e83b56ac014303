import type { Planted } from './planted.ts';

/** Mistakes in what is said and shown that somebody hears or sees who walks through the hall: the world finds them. */
export const plantedWorldVoice: readonly Planted[] = [
  {
    name: 'two calls are said at once, as a listener hears it',
    file: 'firmware-host/voice/announcer.ts',
    from: '  if (zone.saying !== undefined) return [zone, before];\n',
    to: '',
  },
  {
    name: 'a visitor is called who was dealt with while the call waited',
    file: 'firmware-host/perform/voice-now.ts',
    from: "ticket?.state !== 'called' || ",
    to: "ticket?.state === 'waiting' || ",
  },
  {
    name: 'who was called before a restart is called again after it',
    file: 'firmware-host/seen-and-heard.ts',
    from: 'announcements: createAnnouncements({ ...of, clock, clips, now: time.now, speaker: all.get }),',
    to: `announcements: ((made) => {
      clock.after(3_000, () => {
        for (const { id: ticket, state: at, counter } of state.tickets.values())
          if (at === 'called') made.heard({ type: 'ticket.recalled', ticket, counter } as never);
      });
      return made;
    })(createAnnouncements({ ...of, clock, clips, now: time.now, speaker: all.get })),`,
  },
  {
    name: 'a zone is silent for good once its module has failed',
    file: 'firmware-host/perform/zone-voices.ts',
    from: "    feed(zone, { type: 'ended', id: announcement.id, ...whyNot(said) });\n",
    to: "    if (said.done !== undefined) feed(zone, { type: 'ended', id: announcement.id });\n",
  },
  {
    name: 'the buzzer of a counter goes on when its visitor has come',
    file: 'firmware-host/perform/signals.ts',
    from: 'if (!awaits(counter)) calm(id);\n        else if',
    to: 'if',
  },
];
