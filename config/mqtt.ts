import { isIP } from 'node:net';
import type { Report } from './report.ts';
import type { MqttSettings } from './schema.ts';
import type { MqttBroker } from './site.ts';
import { say } from './texts/texts.ts';

/** The port of MQTT, and of MQTT over TLS, as registered with IANA. */
const plainPort = 1883;
const tlsPort = 8883;
const onlyEmbedded = ['host', 'port', 'users', 'websocket', 'tls'] as const;
const onlyExternal = ['url', 'login', 'ca'] as const;

/** Whether only programs on this machine can reach an address. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}

/** Reports settings of `mqtt` that contradict each other, or the broker of the central office at `office`. */
export function checkMqtt(mqtt: MqttSettings | undefined, office: string | undefined, report: Report): void {
  if (mqtt === undefined) return;
  const { broker, host, users = [], tls, url } = mqtt;
  for (const name of broker === 'external' ? onlyEmbedded : onlyExternal)
    if (mqtt[name] !== undefined) report.error(['mqtt', name], say('not-with-broker', broker), 'name');
  if (broker === 'external') {
    if (url === undefined) report.error(['mqtt'], say('external-needs-url'), 'name');
    else if (office !== undefined && placeOf(url) === placeOf(office))
      report.error(['uplink', 'url'], say('same-broker'));
    return;
  }
  const seen = new Set<string>();
  for (const [index, { name }] of users.entries()) {
    if (seen.has(name)) report.error(['mqtt', 'users', index, 'name'], say('same-user', name));
    seen.add(name);
  }
  if (host === undefined || isLoopback(host)) return;
  if (users.length === 0) report.error(['mqtt', 'host'], say('lan-without-users', host));
  else if (tls === undefined) report.warn(['mqtt', 'host'], say('lan-without-tls'));
}

/** Host and port of a broker. */
function placeOf(url: string): string {
  const { protocol, hostname, port } = new URL(url);
  return `${hostname.toLowerCase()}:${port || (protocol === 'mqtts:' ? tlsPort : plainPort)}`;
}

/** What Home Assistant calls it itself, unless somebody has changed it there. */
const discoveryPrefix = 'homeassistant';

export function homeAssistantPrefix({ home_assistant: asked }: MqttSettings): string | undefined {
  if (asked === undefined || asked === false) return undefined;
  return asked === true ? discoveryPrefix : asked.prefix;
}

/** The broker that a group `mqtt` without mistakes describes. */
export function mqttBroker(mqtt: MqttSettings): MqttBroker {
  const { broker, host = '127.0.0.1', tls, users = [], websocket, url = '', login, ca } = mqtt;
  if (broker === 'external') {
    return {
      broker,
      homeAssistantPrefix: homeAssistantPrefix(mqtt),
      url,
      login: login && { name: login.name, passwordFile: login.password.file },
      caFile: ca?.file,
    };
  }
  return {
    broker,
    homeAssistantPrefix: homeAssistantPrefix(mqtt),
    host,
    port: mqtt.port ?? (tls === undefined ? plainPort : tlsPort),
    webSocketPort: websocket?.port,
    users: users.map(({ name, role, password, topics = [] }) => ({
      ...{ name, role, topics },
      passwordFile: password.file,
    })),
    tls: tls && { cert: tls.cert.file, key: tls.key.file },
  };
}
