import { Fault } from '../../devices/fault.ts';

/** The other end of a connection: the broker of the hall, or the central office. Each has settings of its own. */
export type Party = 'broker' | 'uplink';

/** Error codes of OpenSSL and Node for a refused certificate or handshake. */
const ofTls = /CERT|_LEAF_SIGNATURE$|^INVALID_(CA|PURPOSE)$|^PATH_LENGTH_EXCEEDED$|^ERR_(TLS|SSL|OSSL)/;

const clientCertificate: Readonly<Record<Party, string>> = {
  uplink:
    'The broker wants a client certificate: have one issued by the authority it trusts, and name its files with `cert` and `key`.',
  broker:
    'The broker wants a client certificate, which is not given here: let this client in by name and password (mosquitto: require_certificate false).',
};
const certificateRefused =
  'The broker does not take the client certificate in `cert`: it must be signed by an authority that the broker trusts, and must not have expired.';

/** The remedy by error code; the first match counts. */
const hints: readonly (readonly [codes: RegExp, hint: string | Readonly<Record<Party, string>>])[] = [
  [
    /^ERR_TLS_CERT_ALTNAME_INVALID$|^HOSTNAME_MISMATCH$/,
    'Use a name in `url` that is in the certificate of the broker, or have the certificate issued for the name in `url`.',
  ],
  [
    /^CERT_(NOT_YET_VALID|HAS_EXPIRED)$/,
    'Check the clock (timedatectl), and until when the certificate is valid.',
  ],
  // Before TLS 1.3, a broker that received no client certificate only reports that the handshake failed.
  [/_ALERT_(CERTIFICATE_REQUIRED|HANDSHAKE_FAILURE)$/, clientCertificate],
  [/_ALERT_.*(CERT|UNKNOWN_CA|DECRYPT)/, certificateRefused],
  [
    /_(WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG)$/,
    'The server at this address does not speak TLS: check host and port in `url`.',
  ],
  [
    /CERT|_CA$|_LEAF_SIGNATURE$/,
    'Set `ca` to the certificate of the authority that signed the certificate of the broker; without `ca` the public authorities are trusted.',
  ],
];

/**
 * The fault and its remedy for a failure of TLS with the broker at `url`; undefined for one of the network or of MQTT.
 */
export function tlsFault(thrown: unknown, url: string, party: Party): Fault | undefined {
  // OpenSSL's message is a line of its own log; its `reason` is meant for people.
  const { code: name, message, reason = message } = thrown as NodeJS.ErrnoException & { reason?: string };
  if (typeof name !== 'string' || !ofTls.test(name)) return undefined;
  const found = hints.find(([codes]) => codes.test(name))?.[1];
  const hint = typeof found === 'object' ? found[party] : found;
  return new Fault(`${party}.tls`, `${new URL(url).host}: ${reason}`, {
    cause: thrown,
    ...(hint === undefined ? {} : { hint }),
  });
}
