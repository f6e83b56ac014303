import type { MachineTree, Node } from './tree.ts';

/** A user as the system sees it. */
export interface User {
  readonly name: string;
  readonly uid: number;
  readonly groups: readonly number[];
}

/** The user this process runs as. */
export function thisUser(): User {
  const uid = process.getuid?.() ?? 0;
  return { name: process.env.USER ?? String(uid), uid, groups: process.getgroups?.() ?? [] };
}

/** The user `name` of /etc/passwd with all its groups; undefined where there is none. */
export function userNamed(tree: MachineTree, name: string): User | undefined {
  const fields = lines(tree, '/etc/passwd').find(([user]) => user === name);
  if (fields === undefined) return undefined;
  const member = lines(tree, '/etc/group').filter(([, , , users = '']) => users.split(',').includes(name));
  return {
    name,
    uid: Number(fields[2]),
    groups: [Number(fields[3]), ...member.map(([, , gid]) => Number(gid))],
  };
}

const lines = (tree: MachineTree, path: string) =>
  (tree.text(path) ?? '').split('\n').map((line) => line.split(':'));

/** The permission bits of what is opened for reading and writing, and of a kernel file that only takes orders. */
const readWrite = 0o6;
const writeOnly = 0o2;

/** What opening `path` takes: lines of the GPIO are asked for by writing to a file that nobody can read. */
const neededFor = (path: string): number => (path.startsWith('/sys/') ? writeOnly : readWrite);

/** Whether this user may do what `needed` says with it, by the rules of permission bits. */
export function mayUse({ mode, uid, gid }: Node, user: User, needed: number = readWrite): boolean {
  if (user.uid === 0) return true;
  const bits = user.uid === uid ? mode >> 6 : user.groups.includes(gid) ? mode >> 3 : mode;
  return (bits & needed) === needed;
}

/** The command that lets `user` use `path`; undefined when it may already, or when nothing is there. */
export function permissionFix(tree: MachineTree, path: string, user: User): string | undefined {
  const node = tree.node(path);
  const needed = neededFor(path);
  if (node === undefined || mayUse(node, user, needed)) return undefined;
  const group = lines(tree, '/etc/group').find(([, , gid]) => Number(gid) === node.gid)?.[0];
  const groupMay = ((node.mode >> 3) & needed) === needed;
  return groupMay && node.gid !== 0 && group !== undefined
    ? `sudo usermod -aG ${group} ${user.name}`
    : 'sudo loket install site.yaml';
}
