import type { Language } from '../../config/site.ts';

interface WelcomeTexts {
  readonly runs: (title: string, file: string) => string;
  readonly page: (hall: string, board: string) => string;
  readonly pages: (status: string, others: string) => string;
  readonly mqtt: (command: string) => string;
  readonly tickets: (pictures: string, sounds: string) => string;
  readonly voice: (command: string) => string;
  readonly attempt: (first: string, second: string) => string;
  readonly help: string;
}

/** What a simulated hall says when it is ready. */
export const welcomeTexts: Readonly<Record<Language, WelcomeTexts>> = {
  id: {
    runs: (title, file) => `${title} berjalan, dengan semua perangkat disimulasikan (${file}).`,
    page: (hall, board) => `  halaman  ${hall}   dan papan antrean: ${board}`,
    pages: (status, others) => `  balai    ${status}   dan halaman lain: ${others}`,
    mqtt: (command) => `  MQTT     ${command}`,
    tickets: (pictures, sounds) => `  tiket    ${pictures}   dan pengumuman: ${sounds}`,
    voice: (command) => `  suara    kata tanpa klip berupa nada lembut: ${command}`,
    attempt: (first, second) => `  coba     ${first}   lalu   ${second}   lalu   show`,
    help: "  'help' menyebut apa yang dapat diketik, 'quit' mengakhiri.",
  },
  en: {
    runs: (title, file) => `${title} runs, with every device simulated (${file}).`,
    page: (hall, board) => `  page     ${hall}   and the board: ${board}`,
    pages: (status, others) => `  hall     ${status}   and its other pages: ${others}`,
    mqtt: (command) => `  MQTT     ${command}`,
    tickets: (pictures, sounds) => `  tickets  ${pictures}   and announcements: ${sounds}`,
    voice: (command) => `  voice    a soft tone stands for a word without a clip: ${command}`,
    attempt: (first, second) => `  try      ${first}   then   ${second}   then   show`,
    help: "  'help' lists what can be typed, 'quit' ends.",
  },
};
