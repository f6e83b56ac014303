import { replaceFile } from '../async/replace-file.ts';
import { type FoundFile, findKept } from '../kept-json.ts';
import { isDiscoveryTopic } from '../mqtt/topics.ts';
import type { AnnouncedStore, AnnouncedTopics } from './home-assistant.ts';

/** A topic has some 100 bytes, and a hall some hundreds of them. */
const fileMaxBytes = 1_048_576;
const kind = 'home-assistant';
const version = 1;

/** Reads which topics Home Assistant was told of `site`. Never throws. */
export function findAnnounced(path: string, site: string): FoundFile<AnnouncedTopics> {
  return findKept({ path, fileMaxBytes, ...{ kind, version, site } }, ({ topics }) => {
    if (!Array.isArray(topics)) throw new Error('it has no list of topics');
    return topics.map((topic) => {
      // It is published to.
      if (typeof topic !== 'string' || !isDiscoveryTopic(topic)) throw new Error('a topic in it is none');
      return topic;
    });
  });
}

/** Keeps them in a small file, replaced so that a power cut leaves the old one or the new. */
export function createAnnouncedFile(path: string, site: string): AnnouncedStore {
  return {
    save: (topics) =>
      replaceFile(path, `${JSON.stringify({ loket: kind, version, site, topics }, null, 1)}\n`),
  };
}
