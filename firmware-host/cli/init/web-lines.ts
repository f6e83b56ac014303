import type { Answers } from './init-answers.ts';

/** Beside that of the board. */
const webPort = 8081;

export function webLines({ web }: Answers): readonly string[] {
  if (web === 'none') return [];
  return [
    '# Halaman balai: keadaan, pengganti tombol petugas, mesin tiket layar sentuh. Untuk jaringan: buat akun, docs/pages.md.',
    "# Pages of the hall: its state, an officer's stand-in, a ticket machine to touch. For the network: accounts, docs/pages.md.",
    `# Di mesin ini / on this machine: http://localhost:${webPort}/status`,
    `web: { port: ${webPort}, pages: [status, counter, tickets] }`,
  ];
}
