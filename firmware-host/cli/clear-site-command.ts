import type { Language } from '../../config/site.ts';
import { type ClearedSite, clearSite } from '../../office/clear-site.ts';
import { systemClock } from '../edge/system-clock.ts';
import { language } from '../process/console-language.ts';
import { advise, explain } from '../process/explain-failure.ts';
import { type CentralBroker, centralSession } from './central-broker.ts';

interface Words {
  readonly listening: (site: string, seconds: number) => string;
  readonly live: (site: string, topic: string) => string;
  readonly nothing: (site: string) => string;
  readonly found: (site: string, topics: number) => string;
  readonly cleared: (site: string, topics: number) => string;
  readonly left: (topics: readonly string[]) => string;
}

const words: Readonly<Record<Language, Words>> = {
  id: {
    listening: (site, seconds) => `mendengarkan ${site} selama ${seconds} detik`,
    live: (site, topic) => `${site} hidup: ia mengirim ${topic}. Matikan dahulu pengendalinya.`,
    nothing: (site) => `tidak ada yang tersimpan dari ${site}`,
    found: (site, topics) => `${topics} topik tersimpan dari ${site}; tambahkan --yes untuk menghapusnya`,
    cleared: (site, topics) => `${topics} topik dari ${site} sudah dihapus`,
    left: (topics) =>
      `${topics.length} topik masih ada; akun ini tidak boleh menulis di sana: ${topics.slice(0, 3).join(', ')}`,
  },
  en: {
    listening: (site, seconds) => `listening to ${site} for ${seconds} s`,
    live: (site, topic) => `${site} is live: it said ${topic}. Switch its controller off first.`,
    nothing: (site) => `nothing is retained of ${site}`,
    found: (site, topics) => `${topics} topics are retained of ${site}; add --yes to clear them`,
    cleared: (site, topics) => `${topics} topics of ${site} were cleared`,
    left: (topics) =>
      `${topics.length} topics are still there; this account may not write there: ${topics.slice(0, 3).join(', ')}`,
  },
};

/** `loket clear-site`: clears all that the central broker retains of a site that was closed for good. */
export async function clearClosedSite(
  site: string,
  options: CentralBroker & { readonly listen: number; readonly yes?: boolean },
): Promise<void> {
  const say = words[language(undefined)];
  try {
    const connection = await centralSession(options, `loket-clear-${process.pid}`, advise);
    try {
      console.error(say.listening(site, options.listen));
      const done = await clearSite({
        ...{ site, connection, clock: systemClock },
        ...{ listenMs: options.listen * 1_000, yes: options.yes === true },
      });
      tell(site, done, say);
    } finally {
      await connection.close();
    }
  } catch (thrown) {
    explain(thrown);
  }
}

/** The topics go to standard output, one a line, and what is said of them to standard error. */
function tell(site: string, done: ClearedSite, say: Words): void {
  if (done.outcome === 'live') {
    console.error(say.live(site, done.topic));
    process.exitCode = 1;
    return;
  }
  const { topics } = done;
  for (const topic of topics) console.log(topic);
  if (topics.length === 0) console.error(say.nothing(site));
  else if (done.outcome === 'found') console.error(say.found(site, topics.length));
  else if (done.left.length === 0) console.error(say.cleared(site, topics.length));
  else {
    console.error(say.left(done.left));
    process.exitCode = 1;
  }
}
