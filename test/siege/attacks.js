import { boardFloods, boardHeld } from './attacks/board.js';
import { checkConfigs } from './attacks/config.js';
import { deviceFloods } from './attacks/devices.js';
import { hugeMessages } from './attacks/external.js';
import { idle } from './attacks/idle.js';
import { members } from './attacks/members.js';
import { noise } from './attacks/noise.js';
import { pages } from './attacks/pages.js';

/**
 * Every attack. `name`: what it does; `listeners`: the hall it is done to (`plain`, `tls` or `external`); `devices`:
 * what the attacker plays; `honest`: who tries to get in meanwhile; `ready`: what is done before the hall starts;
 * `run`: the attack, until its signal.
 */
export const attacks = [
  { name: 'peace', run: async () => undefined },
  ...idle,
  ...boardHeld,
  ...boardFloods,
  ...pages,
  ...members,
  ...hugeMessages,
  ...deviceFloods,
  ...checkConfigs,
  ...noise,
];
