import type { Node, Tree } from './tree.ts';

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
export function userNamed(tree: Tree, name: string): User | undefined {
  const fields = lines(tree, '/etc/passwd').find(([user]) => user === name);
  if (fields === undefined) return undefined;
  const member = lines(tree, '/etc/group').filter(([, , , users = '']) => users.split(',').includes(name));
  return {
    name,
    uid: Number(fields[2]),
    groups: [Number(fields[3]), ...member.map(([, , gid]) => Number(gid))],
  };
}

const lines = (tree: Tree, path: string) =>
  (tree.text(path) ?? '').split('\n').map((line) => line.split(':'));

/** Whether this user may read and write it, by the rules of permission bits. */
export function mayUse({ mode, uid, gid }: Node, user: User): boolean {
  if (user.uid === 0) return true;
  const bits = user.uid === uid ? mode >> 6 : user.groups.includes(gid) ? mode >> 3 : mode;
  return (bits & 0o6) === 0o6;
}

/** The command that lets `user` use it; undefined when it may already. */
export function permissionFix(tree: Tree, node: Node, user: User): string | undefined {
  if (mayUse(node, user)) return undefined;
  const group = lines(tree, '/etc/group').find(([, , gid]) => Number(gid) === node.gid)?.[0];
  const groupMay = ((node.mode >> 3) & 0o6) === 0o6;
  return groupMay && node.gid !== 0 && group !== undefined
    ? `sudo usermod -aG ${group} ${user.name}`
    : 'sudo loket install site.yaml';
}
