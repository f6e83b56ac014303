import { dirname } from 'node:path';
import type { OfficeSettings } from '../../../office/config/office-settings.ts';
import type { OfficeStore } from '../../../office/store/store-port.ts';
import { systemClock } from '../../edge/system-clock.ts';
import { readCertificates, readPassword } from '../../process/secrets.ts';

/** Opens the store that the file names; each is loaded only when it is used. Rejects with a Fault `store.*`. */
export async function openStore(file: string, { store }: OfficeSettings, data: string): Promise<OfficeStore> {
  if (store.kind === 'sqlite') {
    const { openSqliteStore } = await import('../../../office/store/sqlite/open-sqlite-store.ts');
    return openSqliteStore(data);
  }
  const { openPostgresStore } = await import('../../../office/store/postgres/open-postgres-store.ts');
  const folder = dirname(file);
  const { url = '', password, ca } = store;
  return openPostgresStore(
    {
      url,
      ...(password === undefined ? {} : { password: () => readPassword(folder, password.file) }),
      ...(ca === undefined ? {} : { tls: { ca: await readCertificates(folder, ca.file) } }),
    },
    systemClock,
  );
}
