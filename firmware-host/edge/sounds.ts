import { Fault } from '../../devices/fault.ts';
import { Loss } from '../../devices/loss.ts';
import type { Clock, SoundCard, Sounds } from '../../devices/ports.ts';
import { repeatAfter } from '../async/interval.ts';
import { findPlayer, type Player, type Playing, play } from './aplay.ts';
import { findCard, type ListedCard } from './sound-cards.ts';

/** A card that is pulled while nothing is played tells nobody: whether the system still lists it is looked up. */
const LOOK_EVERY_MS = 1_000;

/** Where the cards and their player are. Tests have a folder and a configuration of their own. */
export interface SoundMachine {
  /** The folder in which /dev and /sys are. */
  readonly root: string;
  readonly player: Player;
}

const thisMachine: SoundMachine = { root: '/', player: { program: 'aplay', env: process.env } };

/**
 * The ALSA sound cards of this machine. Each announcement has a process of its own (`aplay`), so that a card whose
 * driver hangs holds up that process and nothing else. A card never has more than one: while an old one cannot be
 * killed, nothing new is started.
 */
export function createSounds(clock: Clock, { root, player }: SoundMachine = thisMachine): Sounds {
  /** The announcements that are being played, by the id of their card. */
  const busy = new Map<string, Playing>();
  return {
    async open(name) {
      await findPlayer(player);
      const card = await findCard(name, root);
      return openCard({ name, card, clock, root, player, busy });
    },
  };
}

function openCard(of: {
  readonly name: string;
  readonly card: ListedCard;
  readonly clock: Clock;
  readonly root: string;
  readonly player: Player;
  readonly busy: Map<string, Playing>;
}): SoundCard {
  const { name, card, clock, root, player, busy } = of;
  const loss = new Loss();
  let open = true;
  const lost = (why: Error) => {
    open = false;
    stopLooking();
    loss.tell(why);
  };
  const look = async () => {
    const now = await findCard(name, root);
    if (now.number !== card.number) throw new Fault('link.absent', `${name} was unplugged and is back`);
  };
  const stopLooking = repeatAfter(clock, LOOK_EVERY_MS, () => look().catch(lost), 'sound card: look');
  return {
    async play(samples) {
      if (!open) throw loss.why ?? new Fault('link.absent', `${name} is closed`);
      if (busy.has(card.id)) throw new Fault('sound.stuck', `${name}: the announcement before did not end`);
      const playing = play(player, deviceOf(card), samples, clock);
      busy.set(card.id, playing);
      void playing.gone.then(() => busy.delete(card.id));
      return await playing.played;
    },
    onLost: (listener) => loss.listen(listener),
    async close() {
      open = false;
      stopLooking();
      loss.end();
      await busy.get(card.id)?.stop();
    },
  };
}

/**
 * The ALSA device of a card: `plughw` converts rate and channels to what the card has. The HDMI outputs of a Raspberry
 * Pi take IEC958 frames only, which ALSA's configuration for them makes (alsa-lib: cards/vc4-hdmi.conf).
 */
const deviceOf = ({ id }: ListedCard): string =>
  `${/^vc4hdmi/i.test(id) ? 'sysdefault' : 'plughw'}:CARD=${id}`;
