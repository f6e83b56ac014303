import { shown, type Words } from './words.ts';

/** Mistakes with devices that speak MQTT and with their accounts. */
export const thingTexts = {
  'topics-of-person': (role: string): Words => ({
    en: `topics are for role: device; a user with role: ${role} has the rights of the role`,
    id: `topics hanya untuk role: device; pengguna dengan role: ${role} punya hak peran itu`,
  }),
  'topics-overlap': (topic: string, other: string, name: string): Words => ({
    en: `${shown(topic)} and ${shown(other)} of user ${shown(name)} overlap: each could speak for the other`,
    id: `${shown(topic)} dan ${shown(other)} milik pengguna ${shown(name)} tumpang tindih: yang satu bisa berbicara untuk yang lain`,
    hint: { en: 'Give each device a topic of its own.', id: 'Beri tiap alat topik sendiri.' },
  }),
  'topic-of-home-assistant': (topic: string, prefix: string): Words => ({
    en: `${shown(topic)} overlaps with ${shown(prefix)}, where Home Assistant looks for devices: this one could make up others`,
    id: `${shown(topic)} tumpang tindih dengan ${shown(prefix)}, tempat Home Assistant mencari perangkat: alat ini bisa mengarang perangkat lain`,
    hint: {
      en: 'Give the device another topic, or Home Assistant another prefix.',
      id: 'Beri alat itu topik lain, atau beri Home Assistant awalan lain.',
    },
  }),
  'no-device-user': (topic: string): Words => ({
    en: `no account may speak on ${shown(topic)}, so this device is never heard`,
    id: `tidak ada akun yang boleh berbicara pada ${shown(topic)}, jadi alat ini tidak pernah terdengar`,
    hint: {
      en: `Write under mqtt: users: [{ name: box, role: device, topics: [${topic.split('/')[0]}], password: { file: box.hash } }]; see docs/mqtt-devices.md.`,
      id: `Tulis di mqtt: users: [{ name: kotak, role: device, topics: [${topic.split('/')[0]}], password: { file: kotak.hash } }]; lihat docs/mqtt-devices.md.`,
    },
  }),
} satisfies Record<string, (...values: never[]) => Words>;
