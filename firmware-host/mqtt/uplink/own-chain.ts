import { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';

/** The extended key usage of a TLS server (RFC 5280, section 4.2.1.12). */
const serverAuth = '1.3.6.1.5.5.7.3.1';

/**
 * Whether `certificate` was issued directly by one of the private authorities in `ca` (PEM) for a server named `host`,
 * and had not expired at `floor` (Unix ms), the earliest that the time can be. The start of its validity is not
 * checked: a clock in the past cannot check it.
 */
export function holdsWhateverTheClock(
  certificate: X509Certificate,
  ca: string | undefined,
  host: string,
  floor: number,
): boolean {
  const named = isIP(host) === 0 ? certificate.checkHost(host) : certificate.checkIP(host);
  const usages = certificate.keyUsage as readonly string[] | undefined;
  if (named === undefined || certificate.ca || (usages !== undefined && !usages.includes(serverAuth)))
    return false;
  if (Date.parse(certificate.validTo) < floor) return false;
  return authorities(ca).some(
    (issuer) =>
      issuer.ca &&
      certificate.checkIssued(issuer) &&
      certificate.verify(issuer.publicKey) &&
      Date.parse(issuer.validTo) >= floor,
  );
}

function authorities(ca: string | undefined): readonly X509Certificate[] {
  const texts = ca?.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  return texts.map((text) => new X509Certificate(text));
}
