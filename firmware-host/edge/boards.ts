import { Fault } from '../../devices/fault.ts';
import type { BoardLink, Boards, Cancel, Clock, Wires } from '../../devices/ports.ts';
import { openFirmataI2c } from './firmata-i2c.ts';
import { openFirmataInput } from './firmata-input.ts';
import { type FirmataLink, openFirmataLink } from './firmata-link.ts';
import { openFirmataOutput } from './firmata-output.ts';
import { openFirmataPins } from './firmata-pins.ts';
import type { WaitingSince } from './held-up.ts';

/**
 * Boards that speak StandardFirmata, through johnny-five, over any wire. Every connection starts with a greeting and a
 * full setup, because a board that restarted has lost all its settings. `waitingSince` gives the time since when an
 * event read now may have been waiting.
 */
export function createBoards(wires: Wires, clock: Clock, waitingSince?: WaitingSince): Boards {
  const connecting = new Set<string>();
  const links = new Map<string, FirmataLink>();

  return {
    async connect(id, place) {
      if (connecting.has(id) || links.has(id)) throw new Fault('link.busy', `board ${id} is open already`);
      connecting.add(id);
      try {
        const wire = await wires.open(place.address, { baudRate: place.baudRate });
        const link = await openFirmataLink(wire, clock);
        links.set(id, link);
        link.onOver(() => links.delete(id));
        return boardLink(link);
      } finally {
        connecting.delete(id);
      }
    },

    use(id, lost) {
      const link = links.get(id);
      if (link === undefined) throw new Fault('link.absent', `board ${id} is not connected`);
      const hold = holder(link, lost);
      return {
        input: (pin, { pull }) => hold(openFirmataInput(link, clock, pin, pull, waitingSince)),
        output: (pin, { rest }) => hold(openFirmataOutput(link, pin, rest)),
        i2c: (address) => hold(openFirmataI2c(link, address)),
        pins: (first) => hold(openFirmataPins(link, clock, first)),
      };
    },
  };
}

function boardLink(link: FirmataLink): BoardLink {
  const cancels: Cancel[] = [];
  return {
    onLost: (listener) => cancels.push(link.onOver(listener)),
    probe: link.probe,
    async close() {
      for (const cancel of cancels) cancel();
      await link.close();
    },
  };
}

/**
 * Keeps `lost` registered on the link while one user has anything open on the board. A device that was closed, or whose
 * open fails again and again, must leave no listeners behind on a board that stays open.
 */
function holder(link: FirmataLink, lost: (why: Error) => void) {
  let open = 0;
  let forget: Cancel | undefined;
  const letGo = () => {
    open--;
    if (open === 0) forget?.();
  };
  return async <T extends { close(): Promise<void> }>(opening: Promise<T>): Promise<T> => {
    open++;
    if (open === 1) forget = link.onOver(lost);
    try {
      const opened = await opening;
      let closed = false;
      return {
        ...opened,
        async close() {
          if (closed) return;
          closed = true;
          letGo();
          await opened.close();
        },
      };
    } catch (thrown) {
      letGo();
      throw thrown;
    }
  };
}
