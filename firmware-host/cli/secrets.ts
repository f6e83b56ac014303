import { open } from 'node:fs/promises';
import { resolve } from 'node:path';
import { asFault, Fault } from '../../devices/fault.ts';

/** Certificates come in chains; nothing here is larger. */
const secretMostBytes = 64 * 1024;
/** Permission bits of those who are neither the owner nor of the group. */
const othersMay = 0o007;

/** The bytes of a file named in the site file; its path counts from `folder`. Rejects with a `broker.secret` Fault. */
export async function readNamed(folder: string, path: string, secret: boolean): Promise<Buffer> {
  const whole = resolve(folder, path);
  const file = await open(whole).catch((thrown: unknown) => {
    throw asFaultOf(whole, thrown);
  });
  try {
    const { mode, size } = await file.stat();
    if (secret && (mode & othersMay) !== 0) {
      throw new Fault('broker.secret', `everybody on this machine may read ${whole}`, {
        hint: `chmod 600 ${whole}`,
      });
    }
    if (size > secretMostBytes) throw new Fault('broker.secret', `${whole} is too large`);
    return await file.readFile();
  } catch (thrown) {
    throw thrown instanceof Fault ? thrown : asFaultOf(whole, thrown);
  } finally {
    await file.close();
  }
}

/** The one line of a password file. */
export async function readPassword(folder: string, path: string): Promise<string> {
  const text = (await readNamed(folder, path, true)).toString('utf8');
  const [line = ''] = text.split(/\r?\n/);
  if (line === '') throw new Fault('broker.secret', `${resolve(folder, path)} is empty`);
  return line;
}

function asFaultOf(path: string, thrown: unknown): Fault {
  const { message } = asFault(thrown, 'broker.secret');
  return new Fault('broker.secret', `${path} cannot be read: ${message}`, { cause: thrown });
}
