import { type Answers, quoted } from './init-answers.ts';

export const servicesLines = ({ services, printer }: Answers): readonly string[] => [
  '# Layanan yang diantrekan. `prefix` adalah huruf di depan nomor: A-001.',
  '# What visitors queue for. The prefix is the letter of the number: A-001.',
  'services:',
  ...services.map(
    ({ id, title, prefix }) =>
      `  ${id}: { title: ${quoted(title)}, prefix: ${prefix}${printer === 'none' ? '' : ', printer: printer-1'} }`,
  ),
];

export const countersLines = (answers: Answers): readonly string[] => [
  '# Loket, dan layanan yang dipanggil masing-masing; yang pertama didahulukan.',
  '# The desks, and which services each one calls, the preferred one first.',
  'counters:',
  ...numbers(answers).map(
    (number) =>
      `  loket-${number}: { number: ${number}, serves: [${answers.services.map(({ id }) => id).join(', ')}] }`,
  ),
];

/** The numbers of the counters. */
export const numbers = ({ counters }: Answers): readonly number[] =>
  Array.from({ length: counters }, (_, at) => at + 1);
