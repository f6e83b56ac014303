import { expect, test } from 'vitest';
import { tlsFault } from '../../firmware-host/mqtt/tls-fault.ts';

/** What OpenSSL says of a certificate whose authority is not known, by what else the broker sends along with it. */
test.each([
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
])('%s is a fault of TLS, and `ca` its remedy', (code) => {
  const thrown = Object.assign(new Error('unable to verify the first certificate'), { code });
  expect(tlsFault(thrown, 'mqtts://broker.example:8883', 'broker')).toMatchObject({
    code: 'broker.tls',
    hint: expect.stringContaining('`ca`'),
  });
});
