import type { Answers } from './init-answers.ts';

/** Any free port would do; this one is easy to type on a television. */
const boardPort = 8080;

export function boardLines({ board: seen }: Answers): readonly string[] {
  if (seen === 'none') return [];
  return [
    '# Papan antrean untuk TV, juga dengan logo, warna dan teks berjalan: docs/televisions.md, docs/site-file.md.',
    '# The board for televisions, also with a logo, colours and running text: docs/televisions.md, docs/site-file.md.',
    ...(seen === 'here'
      ? [
          '# Di layar mesin ini / on the screen of this machine: sudo loket install BERKAS --kiosk',
          `board: { port: ${boardPort} }`,
        ]
      : [
          `# Di TV buka / on a television open http://ALAMAT-MESIN-INI:${boardPort}/board`,
          `board: { port: ${boardPort}, host: 0.0.0.0 }`,
        ]),
  ];
}
