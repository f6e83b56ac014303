import type { Role } from '../devices/roles.ts';
import type { CommonSettings } from './schema.ts';

/** Which of the settings common to devices a device may have, by its role. */
export const settingsOfRole: Readonly<Record<Role, readonly (keyof CommonSettings)[]>> = {
  board: ['enabled'],
  keys: ['enabled', 'counter', 'printer', 'layout', 'does'],
  display: ['enabled', 'counter'],
  printer: ['enabled', 'instead', 'accept_unconfirmed'],
  scanner: ['enabled', 'counter', 'printer'],
};

/** Those of them that it must have. A display shows what its counter calls. */
export const neededByRole: Readonly<Record<Role, readonly (keyof CommonSettings)[]>> = {
  board: [],
  keys: [],
  display: ['counter'],
  printer: [],
  scanner: [],
};
