import type { Answers } from './init-answers.ts';

/** Without a line, the broker of this program listens for programs of this machine. */
export const mqttLines = ({ mqtt }: Answers): readonly string[] =>
  mqtt === 'embedded'
    ? []
    : [
        '# Broker MQTT yang sudah ada; pengguna dan sandinya ditulis di login: docs/site-file.md.',
        '# The MQTT broker that is there already; user and password are written under login: docs/site-file.md.',
        `mqtt: { broker: external, url: ${JSON.stringify(mqtt)} }`,
      ];
