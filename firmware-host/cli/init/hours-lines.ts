import { type Answers, quoted } from './init-answers.ts';

const plainSpan = /^\d\d\.\d\d-\d\d\.\d\d$/;
const spanText = (span: string) => (plainSpan.test(span) ? span : quoted(span));

export function hoursLines({ days, hours }: Answers): readonly string[] {
  const always = hours === 'always';
  const spans = always ? [] : hours.map(spanText);
  const [only = '""'] = spans;
  const week = `  ${/^[a-z]+(-[a-z]+)?$/.test(days) ? days : quoted(days)}: ${spans.length > 1 ? `[${spans.join(', ')}]` : only}`;
  return [
    '# Jam buka. Pengambilan nomor berhenti 30 menit sebelum tutup (`cutoff`).',
    '# Opening hours. No more tickets are given from 30 minutes before closing (`cutoff`).',
    ...(always ? ['hours: always'] : ['hours:', week]),
  ];
}
