import type { Clock } from '../../devices/ports.ts';
import { type Allowance, createBudget } from '../async/budget.ts';
import type { AccessRole } from '../mqtt/commands/access-roles.ts';
import type { Users } from '../mqtt/embedded/users.ts';

/** Attempts to log in, right ones among them. */
export interface LoginLimits {
  readonly loginsOfAddress: Allowance;
  readonly loginsInAll: Allowance;
  readonly addressesMax: number;
}

/** Name and password as a client sends them; longer ones are no name and no password. */
const nameCharactersMax = 64;
const passwordCharactersMax = 128;

/** Name and password of a request; undefined when it has none that could be right. */
export function credentialsIn(fields: Readonly<Record<string, unknown>>) {
  const { name, password } = fields;
  if (typeof name !== 'string' || name.length > nameCharactersMax) return undefined;
  if (typeof password !== 'string' || password.length > passwordCharactersMax) return undefined;
  // No name has a space (config/values/network.ts): the keyboards of telephones add one.
  return { name: name.trim(), password };
}

/**
 * Checks passwords. An unknown name and a wrong password take the same time and get the same answer. Attempts are
 * limited for each address and in all; those who are logged in already are not affected. Resolves with the role that
 * `passwords` gives.
 */
export function createWebLogin(
  passwords: Users,
  clock: Clock,
  { loginsOfAddress, loginsInAll, addressesMax }: LoginLimits,
): (name: string, password: string, address: string) => Promise<AccessRole | 'wrong' | 'too-many'> {
  const inAll = createBudget(clock, loginsInAll);
  const ofAddress = new Map<string, () => boolean>();
  return async (name, password, address) => {
    const may = ofAddress.get(address) ?? createBudget(clock, loginsOfAddress);
    // All addresses are cleared together, so that they cannot fill the memory; what counts in all goes on.
    if (ofAddress.size >= addressesMax && !ofAddress.has(address)) ofAddress.clear();
    ofAddress.set(address, may);
    if (!may() || !inAll()) return 'too-many';
    const found = await passwords.login(name, Buffer.from(password), address);
    if (found === 'too-many-logins') return 'too-many';
    // A device has no page, and is told no more than one who guesses.
    return found === 'login' || found === 'device' ? 'wrong' : found;
  };
}
