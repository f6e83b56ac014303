/**
 * Connects in each of the program's ways to HOST, by name, and prints what came of it as one line of JSON. It is the
 * built program that connects: `node connects.js HOST CA_FILE`.
 */
import { readFileSync } from 'node:fs';
import { reach } from '../../dist/firmware-host/cli/doctor/reach.js';
import { openTcp } from '../../dist/firmware-host/edge/tcp.js';
import { openLink } from '../../dist/firmware-host/mqtt/external-link.js';
import { openWire } from '../../dist/firmware-host/mqtt/uplink/uplink-wire.js';
import { clock } from '../crash/clock.js';

const [host, caFile] = process.argv.slice(2);
const ca = readFileSync(caFile, 'utf8');
const time = { wall: () => Date.now(), trusted: () => true, floor: () => 0 };
const words = (why) => `${why.code}: ${why.message}`;

const opened = (work) =>
  work.then(
    () => 'connected',
    (why) => words(why),
  );
const wire = (url) => opened(openWire({ url, tls: { ca }, clock, time, report() {} }));
const link = (url) =>
  new Promise((resolve) => {
    openLink(
      { url, ca, clientId: 'x', clock },
      { up: () => resolve('connected'), lost: (why) => resolve(words(why)), message() {} },
    );
  });
const asked = async (url) => {
  const one = await reach(url, { ca: caFile });
  return one.ok ? 'connected' : one.code;
};

const ways = {
  device: opened(openTcp(`tcp://${host}:1883`, clock)),
  'uplink, plain': wire(`mqtt://${host}:1883`),
  'uplink, TLS': wire(`mqtts://${host}:8883`),
  'broker, plain': link(`mqtt://${host}:1883`),
  'broker, TLS': link(`mqtts://${host}:8883`),
  'doctor, plain': asked(`mqtt://${host}:1883`),
  'doctor, TLS': asked(`mqtts://${host}:8883`),
};
const results = await Promise.all(Object.entries(ways).map(async ([way, came]) => [way, await came]));
console.log(JSON.stringify(Object.fromEntries(results)));
process.exit();
