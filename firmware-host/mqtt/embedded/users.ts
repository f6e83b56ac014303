import type { Role } from '../commands/roles.ts';
import { isPassword, type PasswordHash, readHash } from '../password.ts';

/** Logins that may wait for their turn. Each takes a processor for a while, so they are looked at one by one. */
const waitingMost = 16;
const passwordMostBytes = 512;

export interface BrokerUser {
  readonly name: string;
  readonly role: Role;
  readonly hash: PasswordHash;
}

export interface Users {
  /** The role of who says this name and password, or why there is none. */
  login(name: string | undefined, password: Buffer | undefined): Promise<Role | 'login' | 'too-many-logins'>;
}

/** Nobody knows its password: a name that is not a user's takes as long as one that is. */
const nobody = readHash(
  `scrypt$16384$8$1$${Buffer.alloc(16).toString('base64')}$${Buffer.alloc(32).toString('base64')}`,
);

/** Without users whoever reaches the broker may do everything: it then listens to this machine only. */
export function openUsers(users: readonly BrokerUser[]): Users {
  const byName = new Map(users.map((user) => [user.name, user]));
  let turn: Promise<unknown> = Promise.resolve();
  let waiting = 0;

  async function checked(name: string, password: Buffer): Promise<Role | 'login'> {
    const user = byName.get(name);
    const hash = user?.hash ?? nobody;
    const right = hash !== undefined && (await isPassword(password, hash));
    return right && user !== undefined ? user.role : 'login';
  }

  return {
    async login(name, password) {
      if (users.length === 0) return 'maintain';
      if (name === undefined || password === undefined || password.length > passwordMostBytes) return 'login';
      if (waiting >= waitingMost) return 'too-many-logins';
      waiting++;
      const mine = turn.then(() => checked(name, password));
      // One that fails must not keep the next from its turn.
      turn = mine.catch(() => undefined);
      try {
        return await mine;
      } finally {
        waiting--;
      }
    },
  };
}
