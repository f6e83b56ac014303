import type { Facts } from './facts.ts';
import { both, type Finding, fault, ok, warn } from './finding.ts';

/** The ports the hall listens at are free, and brokers elsewhere can be reached. */
export const networkChecks = (facts: Facts): readonly Finding[] => [
  ...listening(facts),
  ...secrets(facts),
  ...brokers(facts),
];

/** By the rule of `loket run`. */
const secrets = (facts: Facts): readonly Finding[] =>
  facts.secrets.map(({ severity, fault: { message, hint } }) => {
    const text = { id: `rahasia: ${message}`, en: `secret: ${message}` };
    const fix = both(hint ?? 'ls -l /etc/loket');
    return severity === 'error' ? fault(text, fix) : warn(text, fix);
  });

function listening({ site, tree }: Facts): readonly Finding[] {
  if (site === undefined) return [];
  // The service itself listens there while it runs.
  if (tree.names('/sys/fs/cgroup/system.slice/loket.service').length > 0) return [];
  const taken = takenPorts(socketLines(tree));
  return [
    ...(site.mqtt.broker === 'embedded' ? [site.mqtt.port, site.mqtt.webSocketPort] : []),
    site.board?.port,
  ]
    .flatMap((port) => port ?? [])
    .map((port) =>
      taken.has(port)
        ? fault(
            { id: `port ${port} dipakai program lain`, en: `port ${port} is used by another program` },
            {
              id: `sudo ss -ltnp 'sport = :${port}' menyebutnya; sering: sudo systemctl disable --now mosquitto`,
              en: `sudo ss -ltnp 'sport = :${port}' names it; often: sudo systemctl disable --now mosquitto`,
            },
          )
        : ok(`port ${port} bebas`, `port ${port} is free`),
    );
}

const socketLines = (tree: Facts['tree']) =>
  ['/proc/net/tcp', '/proc/net/tcp6'].flatMap((path) => (tree.text(path) ?? '').split('\n'));

/** Of /proc/net/tcp: the second column is ADDRESS:PORT in hex, the fourth 0A for one who listens. */
const takenPorts = (lines: readonly string[]): ReadonlySet<number> =>
  new Set(
    lines
      .map((line) => line.trim().split(/\s+/))
      .filter(([, , , state]) => state === '0A')
      .map(([, local = '']) => Number.parseInt(local.split(':')[1] ?? '', 16)),
  );

/** What TLS says of a certificate whose time has not come or is over: as often it is the clock that is wrong. */
const byClock: ReadonlySet<string> = new Set(['CERT_NOT_YET_VALID', 'CERT_HAS_EXPIRED']);
const byTrust: ReadonlySet<string> = new Set([
  ...['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'SELF_SIGNED_CERT_IN_CHAIN', 'DEPTH_ZERO_SELF_SIGNED_CERT'],
  ...['UNABLE_TO_GET_ISSUER_CERT', 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY'],
]);

function brokers({ reached, synchronised }: Facts): readonly Finding[] {
  return [...reached].map(([what, one]) => {
    if (one.ok) return ok(`${one.url} terjangkau`, `${one.url} can be reached`);
    const text = { id: `${one.url}: ${one.code}`, en: `${one.url}: ${one.code}` };
    if (byClock.has(one.code) && synchronised !== true)
      return fault(text, {
        id: 'jam mesin ini mungkin salah, bukan sertifikatnya: perbaiki jam dahulu',
        en: 'the clock of this machine may be wrong and not the certificate: put the clock right first',
      });
    if (byClock.has(one.code))
      return fault(text, { id: 'minta sertifikat baru', en: 'ask for a new certificate' });
    if (byTrust.has(one.code))
      return fault(text, {
        id: `tulis berkas CA di ${what}.ca`,
        en: `name the file of the authority in ${what}.ca`,
      });
    const fix = {
      id: 'periksa jaringan, nama dan firewall; loket tetap melayani tanpa ini',
      en: 'check the network, the name and firewalls; the counters go on without it',
    };
    return what === 'uplink' ? warn(text, fix) : fault(text, fix);
  });
}
