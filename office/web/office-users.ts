import type { Clock } from '../../devices/ports.ts';
import { createBudget } from '../../firmware-host/async/budget.ts';
import { createUsers } from '../../firmware-host/mqtt/embedded/users.ts';
import type { PasswordHash } from '../../firmware-host/mqtt/password.ts';
import type { OfficeRole } from './office-messages.ts';
import { officeWebLimits } from './office-web-limits.ts';

/** The least first. */
const officeRoles: readonly OfficeRole[] = ['look', 'acknowledge', 'administer'];

export interface OfficeUser {
  readonly name: string;
  /** As `readHash` returns it, of a line that `loket passwd` has made. */
  readonly hash: PasswordHash;
  readonly role: OfficeRole;
  /** The regions whose sites the user sees. Missing: all sites, also those without a region. */
  readonly regions?: readonly string[];
}

export function mayDo(user: OfficeUser, role: OfficeRole): boolean {
  return officeRoles.indexOf(user.role) >= officeRoles.indexOf(role);
}

/**
 * Who has this name and password. An unknown name and a wrong password take the same time and get the same answer.
 * Attempts are limited for each address and in all; those who are logged in already are not affected.
 */
export function createOfficeLogin(
  users: readonly OfficeUser[],
  clock: Clock,
): (name: string, password: string, address: string) => Promise<OfficeUser | 'wrong' | 'too-many'> {
  if (users.length === 0) throw new Error('the office has no users: without them nobody may look at it');
  const { loginsOfAddress, loginsInAll, addressesMax } = officeWebLimits;
  const byName = new Map(users.map((user) => [user.name, user]));
  // The roles of a broker say nothing here.
  const passwords = createUsers(users.map(({ name, hash }) => ({ name, hash, role: 'view' })));
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
    return (found === 'login' ? undefined : byName.get(name)) ?? 'wrong';
  };
}
