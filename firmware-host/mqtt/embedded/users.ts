import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { listenerLimits } from '../../listeners/listener-limits.ts';
import type { AccessRole } from '../commands/access-roles.ts';
import { isPassword, type PasswordHash, readHash } from '../password.ts';
import { createLoginQueue } from './logins.ts';

const passwordMaxBytes = 512;

export interface BrokerUser {
  readonly name: string;
  readonly role: AccessRole;
  readonly hash: PasswordHash;
}

export interface Users {
  /** The role of who says this name and password from `address`, or why there is none. */
  login(
    name: string | undefined,
    password: Buffer | undefined,
    address: string,
  ): Promise<AccessRole | 'login' | 'too-many-logins'>;
}

/** Nobody knows its password: a name that is not a user's takes as long as one that is. */
const nobody = readHash(
  `scrypt$16384$8$1$${Buffer.alloc(16).toString('base64')}$${Buffer.alloc(32).toString('base64')}`,
);

/** Without users whoever reaches the broker may do everything: it then listens to this machine only. */
export function createUsers(users: readonly BrokerUser[]): Users {
  const byName = new Map(users.map((user) => [user.name, user]));
  const inTurn = createLoginQueue(listenerLimits.loginsWaiting);
  /** Passwords that were right, keyed by what this process alone knows: who was in gets in again without a wait. */
  const secret = randomBytes(32);
  const right = new Map<string, Buffer>();
  const digest = (password: Buffer) => createHmac('sha256', secret).update(password).digest();

  async function checked(name: string, password: Buffer): Promise<AccessRole | 'login'> {
    const user = byName.get(name);
    const hash = user?.hash ?? nobody;
    if (hash === undefined || !(await isPassword(password, hash)) || user === undefined) return 'login';
    right.set(name, digest(password));
    return user.role;
  }

  function wasIn(name: string, password: Buffer): AccessRole | undefined {
    const known = right.get(name);
    return known !== undefined && timingSafeEqual(known, digest(password))
      ? byName.get(name)?.role
      : undefined;
  }

  return {
    async login(name, password, address) {
      if (users.length === 0) return 'maintain';
      if (name === undefined || password === undefined || password.length > passwordMaxBytes) return 'login';
      const role = wasIn(name, password) ?? (await inTurn(address, () => checked(name, password)));
      return role === 'busy' ? 'too-many-logins' : role;
    },
  };
}
