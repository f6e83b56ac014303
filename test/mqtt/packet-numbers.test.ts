import mqttPacket from 'mqtt-packet';
import { beforeEach, expect, it, vi } from 'vitest';

beforeEach(() => {
  mqttPacket.writeToStream.cacheNumbers = true;
  vi.resetModules();
});

it('no buffer for each of 65,536 numbers is kept by a client', async () => {
  await import('../../firmware-host/mqtt/external-link.ts');
  expect(mqttPacket.writeToStream.cacheNumbers).toBe(false);
});

it('no buffer for each of 65,536 numbers is kept by the embedded broker', async () => {
  await import('../../firmware-host/mqtt/embedded/aedes-rules.ts');
  expect(mqttPacket.writeToStream.cacheNumbers).toBe(false);
});
