import { boardLines } from './board-lines.ts';
import { deviceLines } from './device-lines.ts';
import { hoursLines } from './hours-lines.ts';
import { type Answers, idFrom } from './init-answers.ts';
import type { SectionName } from './init-texts.ts';
import { mqttLines } from './mqtt-lines.ts';
import { choice, type InitQuestion, type QuestionName, type Typed, typed } from './questions.ts';
import { countersLines, servicesLines } from './service-lines.ts';
import { siteLines } from './site-lines.ts';
import { voiceLines } from './voice-lines.ts';
import { webLines } from './web-lines.ts';

/** A part of the site file: what is asked for it, and its lines. Questions and lines come in the order of the list. */
export interface Section {
  readonly name: SectionName;
  readonly questions: readonly InitQuestion[];
  /** The lines of the file; none when the answers need none. */
  lines(answers: Answers): readonly string[];
}

/** Everything that `loket init` asks and writes. A new part of the file is one more entry, and its texts. */
export const sections: readonly Section[] = [
  {
    name: 'site',
    questions: [
      typed('title', 'site.title', () => 'MPP Contoh'),
      typed('id', 'site.id', ({ title }) => idFrom(title)),
      choice('language', 'site.language'),
      choice('zone', 'site.zone', { open: true }),
    ],
    lines: siteLines,
  },
  {
    name: 'hours',
    questions: [
      choice('days', 'hours', { open: true, codes: ['bad-day'] }),
      typed('hours', 'hours', () => '08.00-15.00'),
    ],
    lines: hoursLines,
  },
  { name: 'mqtt', questions: [choice('mqtt', 'mqtt', { open: true })], lines: mqttLines },
  { name: 'board', questions: [choice('board', 'board')], lines: boardLines },
  { name: 'web', questions: [choice('web', 'web')], lines: webLines },
  { name: 'voice', questions: [choice('voice', 'voice')], lines: voiceLines },
  {
    name: 'services',
    questions: [typed('services', 'services', () => 'Paspor, Izin Tinggal')],
    lines: servicesLines,
  },
  { name: 'counters', questions: [typed('counters', 'counters', () => '2')], lines: countersLines },
  {
    name: 'devices',
    questions: [
      choice('keys', 'devices'),
      ...(['display', 'machine', 'printer', 'scanner'] as const).map((name) => choice(name, 'devices')),
    ],
    lines: deviceLines,
  },
];

export const questions: readonly InitQuestion[] = sections.flatMap(({ questions: all }) => all);

/** What was said, with the usual answer for the rest. */
export function completed(given: Readonly<Partial<Typed>>): Typed {
  const said: Partial<Record<QuestionName, string>> = { ...given };
  for (const { name, usual } of questions) said[name] ??= usual(said as Typed);
  return said as Typed;
}
