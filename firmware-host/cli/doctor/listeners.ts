import type { MachineTree } from '../../machine/tree.ts';

/** Who listens at a TCP port. Of other users' processes only root is told which one it is. */
export interface ListeningPort {
  readonly hall: boolean;
  readonly pid: number | undefined;
  readonly name: string | undefined;
}

/** Who listens on this machine, by port. A hall is that of the service while it runs, else one started by hand. */
export function listenersOf(tree: MachineTree): ReadonlyMap<number, ListeningPort> {
  const sockets = ['/proc/net/tcp', '/proc/net/tcp6'].flatMap((path) => listening(tree.text(path) ?? ''));
  if (sockets.length === 0) return new Map();
  const pids = tree.names('/proc').filter((name) => /^\d+$/.test(name));
  const ofService = pids.filter((pid) => /\/loket\.service$/m.test(tree.text(`/proc/${pid}/cgroup`) ?? ''));
  const halls = ofService.length > 0 ? ofService : pids.filter((pid) => runsHall(tree, pid));
  const owners = holders(tree, pids, new Set(sockets.map(({ inode }) => inode)));
  return new Map(
    sockets.map(({ port, uid, inode }) => {
      const pid = owners.get(inode);
      const hall = pid === undefined ? halls.some((one) => uidOf(tree, one) === uid) : halls.includes(pid);
      return [
        port,
        {
          hall,
          pid: pid === undefined ? undefined : Number(pid),
          name: pid === undefined ? undefined : tree.text(`/proc/${pid}/comm`),
        },
      ];
    }),
  );
}

/** Of /proc/net/tcp: the second column is ADDRESS:PORT in hex, the fourth 0A for one who listens (proc_net_tcp). */
const listening = (text: string) =>
  text
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(([, , , state]) => state === '0A')
    .map(([, local = '', , , , , , uid, , inode = '']) => ({
      ...{ port: Number.parseInt(local.split(':')[1] ?? '', 16), uid: Number(uid), inode },
    }));

/** Which process has each socket open, as far as their files may be looked at. */
function holders(tree: MachineTree, pids: readonly string[], inodes: ReadonlySet<string>) {
  const found = new Map<string, string>();
  for (const pid of pids)
    for (const file of tree.names(`/proc/${pid}/fd`)) {
      const inode = /^socket:\[(\d+)\]$/.exec(tree.link(`/proc/${pid}/fd/${file}`) ?? '')?.[1];
      if (inode !== undefined && inodes.has(inode)) found.set(inode, pid);
    }
  return found;
}

/** `node ... loket.js run SITE`, or `simulate`. */
function runsHall(tree: MachineTree, pid: string): boolean {
  const words = (tree.text(`/proc/${pid}/cmdline`) ?? '').split('\0');
  const at = words.findIndex((word) => /(^|\/)loket\.js$/.test(word));
  return at > 0 && /node$/.test(words[0] ?? '') && ['run', 'simulate'].includes(words[at + 1] ?? '');
}

const uidOf = (tree: MachineTree, pid: string) => tree.node(`/proc/${pid}`)?.uid;
