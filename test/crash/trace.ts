import { readFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';

/** What a program did to the files of one folder, and when it acknowledged a record, in order. */
export type Step =
  | { readonly do: 'create'; readonly name: string; readonly empty: boolean }
  | { readonly do: 'write'; readonly name: string; readonly at: number; readonly bytes: Buffer }
  | { readonly do: 'truncate'; readonly name: string; readonly size: number }
  | { readonly do: 'rename'; readonly name: string; readonly to: string }
  | { readonly do: 'remove'; readonly name: string }
  | { readonly do: 'sync'; readonly name: string }
  | { readonly do: 'sync-folder' }
  | { readonly do: 'acknowledge'; readonly sequence: number };

const CALLS = 'openat,pwrite64,write,ftruncate,fsync,fdatasync,rename,unlink';
/** Calls that would change a file and that the program is not expected to make: their presence fails the trace. */
const OTHERS = 'creat,pwritev,pwritev2,writev,fallocate,renameat,renameat2,unlinkat,truncate,sync_file_range';

/** The arguments for strace to record a program for `readTrace`. */
export function straceTo(file: string): readonly string[] {
  return ['-f', '--seccomp-bpf', '-y', '-xx', '-s', '200000', '-e', `trace=${CALLS},${OTHERS}`, '-o', file];
}

/**
 * Reads what strace wrote. A write counts from when it was begun, a sync only from when it had returned, so that a
 * crash in between finds nothing promised. Acknowledgements are lines `ok SEQUENCE` on standard output.
 */
export function readTrace(file: string, dir: string): readonly Step[] {
  const steps: Step[] = [];
  const syncing = new Map<string, Step>();
  const position = new Map<string, number>();
  for (const line of readFileSync(file, 'latin1').split('\n')) {
    const [, thread = '', rest = ''] = /^(\d+) +(.*)$/.exec(line) ?? [];
    if (rest.includes(') = -1 ')) continue;
    if (/^<\.\.\. (fsync|fdatasync) resumed>/.test(rest)) {
      const step = syncing.get(thread);
      if (step !== undefined) steps.push(step);
      syncing.delete(thread);
      continue;
    }
    const step = stepOf(rest, dir, position);
    if (step === undefined) continue;
    const isSync = step.do === 'sync' || step.do === 'sync-folder';
    if (isSync && rest.endsWith('<unfinished ...>')) syncing.set(thread, step);
    else steps.push(step);
  }
  return steps;
}

function stepOf(call: string, dir: string, position: Map<string, number>): Step | undefined {
  const [, name = '', args = ''] = /^(\w+)\((.*)$/.exec(call) ?? [];
  const strings = [...args.matchAll(/"((?:\\x[0-9a-f]{2})*)"/g)].map((match) => bytesOf(match[1] ?? ''));
  const [, fd = '', path = ''] = /^(\d+)<((?:\\x[0-9a-f]{2})*)/.exec(args) ?? [];
  const open = bytesOf(path).toString();
  const ours = (path: string): boolean => dirname(path) === dir && !path.endsWith('-shm');
  const named = strings[0]?.toString() ?? '';

  switch (name) {
    case 'openat':
      if (!ours(named) || !args.includes('O_CREAT')) return undefined;
      position.set(named, 0);
      return { do: 'create', name: basename(named), empty: args.includes('O_TRUNC') };
    case 'write': {
      const [bytes] = strings;
      const acknowledged = fd === '1' ? /^ok (\d+)\n$/.exec(String(bytes))?.[1] : undefined;
      if (acknowledged !== undefined) return { do: 'acknowledge', sequence: Number(acknowledged) };
      if (!ours(open) || bytes === undefined) return undefined;
      const at = position.get(open) ?? 0;
      position.set(open, at + bytes.length);
      return { do: 'write', name: basename(open), at, bytes };
    }
    case 'pwrite64': {
      const [bytes] = strings;
      if (!ours(open) || bytes === undefined) return undefined;
      const [, at] = /", \d+, (\d+)/.exec(args) ?? [];
      return { do: 'write', name: basename(open), at: Number(at), bytes };
    }
    case 'ftruncate':
      if (!ours(open)) return undefined;
      return { do: 'truncate', name: basename(open), size: Number(/>, (\d+)/.exec(args)?.[1]) };
    case 'fsync':
    case 'fdatasync':
      if (open === dir) return { do: 'sync-folder' };
      return ours(open) ? { do: 'sync', name: basename(open) } : undefined;
    case 'rename':
      if (!ours(named)) return undefined;
      return { do: 'rename', name: basename(named), to: basename(String(strings[1])) };
    case 'unlink':
      return ours(named) ? { do: 'remove', name: basename(named) } : undefined;
    default:
      if (ours(open) || ours(named)) throw new Error(`the trace does not know ${call.slice(0, 80)}`);
      return undefined;
  }
}

function bytesOf(hex: string): Buffer {
  return Buffer.from(hex.replaceAll('\\x', ''), 'hex');
}
