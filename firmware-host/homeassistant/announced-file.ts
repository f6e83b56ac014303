import { replaceFile } from '../async/replace-file.ts';
import { type FoundFile, findKept } from '../kept-json.ts';
import type { AnnouncedStore, AnnouncedTopics } from './home-assistant.ts';

/** A topic has some 100 bytes, and a hall some hundreds of them. */
const fileMaxBytes = 1_048_576;
const kind = 'home-assistant';
const version = 1;
/** A topic that could be ours: it is published to. */
const discoveryTopic = /^[A-Za-z0-9_/-]{1,130}\/device\/loket_[a-z0-9-]{1,40}\/[a-z0-9_-]{1,60}\/config$/;

/** Reads which topics Home Assistant was told of `site`. Never throws. */
export function findAnnounced(path: string, site: string): FoundFile<AnnouncedTopics> {
  return findKept({ path, fileMaxBytes, ...{ kind, version, site } }, ({ topics }) => {
    if (!Array.isArray(topics)) throw new Error('it has no list of topics');
    return topics.map((topic) => {
      if (typeof topic !== 'string' || !discoveryTopic.test(topic)) throw new Error('a topic in it is none');
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
