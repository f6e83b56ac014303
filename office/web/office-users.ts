import type { Clock } from '../../devices/ports.ts';
import { createUsers } from '../../firmware-host/mqtt/embedded/users.ts';
import type { PasswordHash } from '../../firmware-host/mqtt/password.ts';
import { createWebLogin } from '../../firmware-host/web/web-login.ts';
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

/** Who has this name and password (web-login.ts). */
export function createOfficeLogin(
  users: readonly OfficeUser[],
  clock: Clock,
): (name: string, password: string, address: string) => Promise<OfficeUser | 'wrong' | 'too-many'> {
  if (users.length === 0) throw new Error('the office has no users: without them nobody may look at it');
  const byName = new Map(users.map((user) => [user.name, user]));
  // The roles of a broker say nothing here.
  const passwords = createUsers(users.map(({ name, hash }) => ({ name, hash, role: 'view' })));
  const logIn = createWebLogin(passwords, clock, officeWebLimits);
  return async (name, password, address) => {
    const found = await logIn(name, password, address);
    return found === 'wrong' || found === 'too-many' ? found : (byName.get(name) ?? 'wrong');
  };
}
