import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { listenerLimits } from '../../listeners/listener-limits.ts';
import type { ClientRole } from '../commands/access-roles.ts';
import { isPassword, type PasswordHash, readHash } from '../password.ts';
import { createLoginQueue } from './logins.ts';

const passwordMaxBytes = 512;

export interface BrokerUser {
  readonly name: string;
  readonly role: ClientRole;
  readonly hash: PasswordHash;
  /** Of a device: its topics, and all below them. */
  readonly topics?: readonly string[];
}

export interface Users {
  /** The role of the user with this name and password at `address`, or why there is none. */
  login(
    name: string | undefined,
    password: Buffer | undefined,
    address: string,
  ): Promise<ClientRole | 'login' | 'too-many-logins'>;
  /** How many of them are devices. */
  readonly devices: number;
  /** The topics of a device; nobody else has any. */
  topicsOf(name: string): readonly string[];
}

/** A hash whose password nobody knows: checking an unknown name takes as long as checking a known one. */
const nobody = readHash(
  `scrypt$16384$8$1$${Buffer.alloc(16).toString('base64')}$${Buffer.alloc(32).toString('base64')}`,
);

/**
 * Without users every client that reaches the broker may do everything: the broker then listens to this machine only.
 */
export function createUsers(users: readonly BrokerUser[]): Users {
  const byName = new Map(users.map((user) => [user.name, user]));
  const inTurn = createLoginQueue(listenerLimits.loginsWaiting);
  /**
   * Passwords that were right, keyed with a secret of this process: a user who has logged in before does not wait
   * again.
   */
  const secret = randomBytes(32);
  const right = new Map<string, Buffer>();
  const digest = (password: Buffer) => createHmac('sha256', secret).update(password).digest();

  async function checked(name: string, password: Buffer): Promise<ClientRole | 'login'> {
    const user = byName.get(name);
    const hash = user?.hash ?? nobody;
    if (hash === undefined || !(await isPassword(password, hash)) || user === undefined) return 'login';
    right.set(name, digest(password));
    return user.role;
  }

  function wasIn(name: string, password: Buffer): ClientRole | undefined {
    const known = right.get(name);
    return known !== undefined && timingSafeEqual(known, digest(password))
      ? byName.get(name)?.role
      : undefined;
  }

  return {
    devices: users.filter(({ role }) => role === 'device').length,
    topicsOf: (name) => byName.get(name)?.topics ?? [],
    async login(name, password, address) {
      if (users.length === 0) return 'maintain';
      if (name === undefined || password === undefined || password.length > passwordMaxBytes) return 'login';
      const role = wasIn(name, password) ?? (await inTurn(address, () => checked(name, password)));
      return role === 'busy' ? 'too-many-logins' : role;
    },
  };
}
