import { detailIn, detailSaid } from '../../status/detail-words.ts';
import type { Facts } from './facts.ts';
import { both, type Finding, fault, ok, warn } from './finding.ts';
import { type ListeningPort, listenersOf } from './listeners.ts';

/**
 * Checks that the hall's ports are free or its own, that secrets are sound, and that external brokers are reachable.
 */
export const networkChecks = (facts: Facts): readonly Finding[] => [
  ...listening(facts),
  ...secrets(facts),
  ...brokers(facts),
];

/** The same rules as in `loket run`. */
const secrets = (facts: Facts): readonly Finding[] =>
  facts.secrets.map(({ severity, fault: { message, hint } }) => {
    const { id, en } = detailSaid(message);
    const text = { id: `rahasia: ${id}`, en: `secret: ${en}` };
    const fix = hint === undefined ? both('ls -l /etc/loket') : { id: detailIn(hint, 'id'), en: hint };
    return severity === 'error' ? fault(text, fix) : warn(text, fix);
  });

function listening({ site, tree }: Facts): readonly Finding[] {
  if (site === undefined) return [];
  const listeners = listenersOf(tree);
  return [
    ...(site.mqtt.broker === 'embedded' ? [site.mqtt.port, site.mqtt.webSocketPort] : []),
    site.board?.port,
    site.web?.port,
  ]
    .flatMap((port) => port ?? [])
    .map((port) => portOf(port, listeners.get(port)));
}

function portOf(port: number, held: ListeningPort | undefined): Finding {
  if (held === undefined) return ok(`port ${port} bebas`, `port ${port} is free`);
  const { hall, pid, name } = held;
  const by = pid === undefined ? '' : ` (pid ${pid})`;
  if (hall)
    return ok(
      `port ${port} dipakai Loket sendiri, yang sedang berjalan${by}`,
      `port ${port} is the running hall's own${by}`,
    );
  return fault(
    {
      id: `port ${port} dipakai ${name ?? 'program lain'}${by}`,
      en: `port ${port} is used by ${name ?? 'another program'}${by}`,
    },
    name === 'mosquitto'
      ? both('sudo systemctl disable --now mosquitto')
      : {
          id: `sudo ss -ltnp 'sport = :${port}' menyebutnya; sering: sudo systemctl disable --now mosquitto`,
          en: `sudo ss -ltnp 'sport = :${port}' names it; often: sudo systemctl disable --now mosquitto`,
        },
  );
}

/** TLS error codes for a certificate that is not yet valid or has expired: as often as not the clock is the cause. */
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
        en: 'the clock of this machine may be wrong, not the certificate: set the clock first',
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
