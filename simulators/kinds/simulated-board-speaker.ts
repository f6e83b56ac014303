import { boardSpeaker } from '../../devices/board-speaker/board-speaker.ts';
import { type Sample, simulatedKind } from '../simulator.ts';

/** A television that shows the board; the hall's own board page plays what it reads over MQTT. */
export const simulator = simulatedKind(boardSpeaker, (_options, _bench, id) => ({
  // The controller has no cable to it.
  cable: { of: id, unplug: () => undefined, plug: () => undefined },
}));

export const sample: Sample = {};
