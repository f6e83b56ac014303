import type { Language } from '../../../config/site.ts';

interface BundleWords {
  readonly part: (name: string) => string;
  readonly packing: string;
  readonly isThere: (path: string) => string;
  readonly made: (out: string, kilobytes: number) => string;
  readonly look: string;
}

export const bundleWords: Readonly<Record<Language, BundleWords>> = {
  id: {
    part: (name) => `Mengumpulkan ${name} ...`,
    packing: 'Mengemas ...',
    isThere: (path) => `${path} sudah ada dan tidak diganti: pilih nama lain dengan --out`,
    made: (out, kilobytes) => `${out}: ${kilobytes} KB, tanpa rahasia dan tanpa nomor tiket.`,
    look: 'Periksa dahulu isinya (tar xzf), lalu kirim kepada yang membantu.',
  },
  en: {
    part: (name) => `Gathering ${name} ...`,
    packing: 'Packing ...',
    isThere: (path) => `${path} is there already and is not replaced: choose another name with --out`,
    made: (out, kilobytes) => `${out}: ${kilobytes} KB, without secrets and without ticket numbers.`,
    look: 'Look at it first (tar xzf), then send it to whoever helps.',
  },
};

/** The page that lies in the bundle, for whoever gets it. */
export const bundlePage = `Dari loket bundle / made by loket bundle

system.txt    versi, mesin, memori, disk / versions, machine, memory, disk
doctor.txt    loket doctor
status.json   loket status --json
plan.txt      loket install --dry-run
journal.txt   loket verify
log.txt       catatan layanan (log) / the log of the service
site.yaml     berkas situs / the site file

Rahasia ditulis [secret], angka tiket ***; yang hanya mirip tiket (RS-485) ikut tersamar.
Secrets are written [secret], digits of tickets ***; what only looks like a ticket (RS-485) is hidden too.
`;
