import { type Answers, quoted } from './init-answers.ts';

export function siteLines({ id, title, zone, language }: Answers): readonly string[] {
  const named = title.replaceAll(/[^\p{L}\p{N}\p{P} ]/gu, ' ');
  return [
    `# ${named}. Periksa: loket check BERKAS. Coba tanpa perangkat keras: loket simulate BERKAS.`,
    `# ${named}. Check it: loket check FILE. Try it without hardware: loket simulate FILE.`,
    'version: 1',
    '',
    'site:',
    `  id: ${quoted(id)}`,
    `  title: ${quoted(title)}`,
    `  zone: ${quoted(zone)} # WIB, WITA, WIT`,
    `  language: ${language} # layar dan tiket / displays and tickets: id, en`,
  ];
}
