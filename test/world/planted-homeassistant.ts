import type { Planted } from './planted.ts';

const announce = 'test/homeassistant/announce.test.ts';
const discovery = 'test/homeassistant/discovery.test.ts';
const rules = 'test/mqtt/embedded-rules.test.ts';

/** Ways in which Home Assistant could keep what is gone, be shut out, or stand in the way of the hall. */
export const plantedHomeAssistant: readonly Planted[] = [
  {
    name: 'the number of a call waits for what Home Assistant is told',
    file: 'firmware-host/mqtt/outbox.ts',
    from: 'for (const entry of waiting.values()) if (!entry.isLast) return entry;',
    to: '',
    test: announce,
  },
  {
    name: 'what Home Assistant is told comes before the states at a connection',
    file: 'firmware-host/mqtt/messages/outgoing.ts',
    from: 'isDiscoveryTopic(topic) ? Number.POSITIVE_INFINITY : saidInOrder.length',
    to: 'rank',
    test: announce,
  },
  {
    name: 'a device that left is not emptied for a Home Assistant that was away',
    file: 'firmware-host/homeassistant/home-assistant.ts',
    from: 'for (const topic of told) publisher.restate(topic);',
    to: '',
    test: announce,
  },
  {
    name: 'what left is forgotten although Home Assistant was not told',
    file: 'firmware-host/homeassistant/home-assistant.ts',
    from: 'if (!(await publisher.drained(clearedMs))) return;',
    to: 'await publisher.drained(clearedMs);',
    test: announce,
  },
  {
    name: 'a goodbye of Home Assistant is taken for its birth',
    file: 'firmware-host/homeassistant/home-assistant.ts',
    from: "if (Buffer.from(payload).toString() === 'online') void born(birthTopic);",
    to: 'if (payload.length > 0) void born(birthTopic);',
    test: announce,
  },
  {
    name: 'a reload tells Home Assistant nothing',
    file: 'firmware-host/looked-after.ts',
    from: '      homeAssistant.announce();\n',
    to: '',
    test: announce,
  },
  {
    name: 'a display keeps the paper of the printer that had its id before',
    file: 'firmware-host/homeassistant/discovery.ts',
    from: 'has: ({ roles }) => roles?.includes(device.role) ?? true,',
    to: '',
    test: discovery,
  },
  {
    name: 'the history of Home Assistant keeps every number that is called',
    file: 'firmware-host/homeassistant/queue-entities.ts',
    from: 'const number = { hidden: true } as const;',
    to: 'const number = {} as const;',
    test: discovery,
  },
  {
    name: 'a site takes the topics of another one whose id begins with its own for its own',
    file: 'firmware-host/homeassistant/discovery.ts',
    from: 'nodeOf(site)}/+/config`;',
    to: "'+'}/+/config`;",
    test: discovery,
  },
  {
    name: 'an account may retain a birth message of Home Assistant',
    file: 'firmware-host/mqtt/embedded/access.ts',
    from: 'if (isBirth && !packet.retain && packet.qos < 2) return undefined;',
    to: 'if (isBirth) return undefined;',
    test: rules,
  },
  {
    name: 'the filters of Home Assistant are taken for a flood',
    file: 'firmware-host/mqtt/embedded/access.ts',
    from: "&& !['device', '+', '#'].includes(first);",
    to: "&& first === '';",
    test: rules,
  },
];
