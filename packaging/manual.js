// The manual page, in the language of groff(7), from what `loket --help` says.
import { helpCatalogue } from '../dist/firmware-host/cli/help/program-help.js';
import { places } from '../dist/firmware-host/cli/install/install-paths.js';
import { commandsIn } from './commands.js';

const words = {
  en: {
    titles: ['NAME', 'SYNOPSIS', 'DESCRIPTION', 'OPTIONS', 'COMMANDS', 'FILES', 'EXIT STATUS', 'SEE ALSO'],
    title: 'counters of a public service mall',
    command: '[command] [argument ...]',
    service:
      'The service starts when a site is installed: loket install SITE. From an empty controller to a running hall:',
    settings: 'the site file, with the files and secrets that it names',
    data: 'the journal and other data; removing the package leaves both where they are',
    exits: [
      ['0', 'it was done'],
      [
        '1',
        'it was not done, for the reason that is printed; or somebody has something to do (check, doctor, status)',
      ],
      ['2', 'the command was not written as it should be'],
    ],
  },
  id: {
    titles: ['NAMA', 'RINGKASAN', 'URAIAN', 'OPSI', 'PERINTAH', 'BERKAS', 'STATUS KELUAR', 'LIHAT JUGA'],
    title: 'loket mal pelayanan publik',
    command: '[perintah] [argumen ...]',
    service:
      'Layanannya berjalan setelah sebuah situs dipasang: loket install SITUS. Dari pengendali kosong sampai loket berjalan:',
    settings: 'berkas situs, beserta berkas dan rahasia yang disebutnya',
    data: 'jurnal dan data lain; melepas paket membiarkan keduanya',
    exits: [
      ['0', 'sudah dilakukan'],
      [
        '1',
        'tidak dilakukan, dengan sebab yang dicetak; atau ada yang harus dikerjakan (check, doctor, status)',
      ],
      ['2', 'perintahnya tidak ditulis sebagaimana mestinya'],
    ],
  },
};
const guide = '/usr/share/doc/loket/docs/install.md';

/** Text as text, whatever groff would make of it. */
const plain = (text) =>
  text
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replaceAll(/^(?=[.'])/gm, '\\&');
const section = (title) => `.SH "${title}"`;
const paragraph = (text) => ['.PP', plain(text)];
const item = (term, text) => ['.TP', `\\fB${plain(term)}\\fR`, plain(text) || '\\&'];

/** The page in one of the languages. */
export function manual(speak, { version, epochS }) {
  const say = words[speak];
  const [name, synopsis, description, options, commands, files, exits, also] = say.titles.map(section);
  const [program, ...others] = commandsIn(speak);
  const date = new Date(epochS * 1_000).toISOString().slice(0, 10);
  return `${[
    '.\\" Made by `npm run package`. The language of this text is groff(7), in UTF-8.',
    `.TH LOKET 1 "${date}" "Loket ${version}"`,
    ...[name, `loket \\- ${say.title}`],
    ...[synopsis, `.B loket\n${plain(say.command)}`],
    ...[description, plain(program.command.description()), ...paragraph(say.service), plain(guide)],
    ...[options, ...listed(program)],
    ...[commands, ...others.flatMap((one) => chapter(one, speak))],
    ...[files, ...item(places.settings, say.settings), ...item(places.data, say.data)],
    ...[exits, ...say.exits.flatMap(([status, text]) => item(status, text))],
    ...[also, '.BR journalctl (1),\n.BR systemctl (1)', ...paragraph('/usr/share/doc/loket/docs')],
  ].join('\n')}\n`;
}

function chapter({ name, command, help, options }, speak) {
  const { notes = [], examples = [] } = helpCatalogue[name] ?? {};
  return [
    `.SS "loket ${plain(help.styleUsage(`${name} ${command.usage()}`))}"`,
    plain(command.description()),
    ...help.visibleArguments(command).flatMap((one) => item(one.name(), help.argumentDescription(one))),
    ...listed({ help, options }),
    ...notes.flatMap((note) => paragraph(note[speak])),
    ...examples.flatMap(([typed, what]) => item(typed, what[speak])),
  ];
}

const listed = ({ help, options }) =>
  options.flatMap((option) => item(help.optionTerm(option), help.optionDescription(option)));
