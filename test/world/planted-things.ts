import type { Planted } from './planted.ts';

const drivers = 'test/devices/mqtt-things.test.ts';
const rules = 'test/config/things.test.ts';

/** Mistakes with devices that speak MQTT; each is found by the test it names. */
export const plantedThings: readonly Planted[] = [
  {
    name: 'a press that the broker had kept calls a visitor',
    file: 'devices/mqtt-button/thing-keys.ts',
    from: "  if (kept) return 'the broker had kept it';\n",
    to: '',
    test: drivers,
  },
  {
    name: 'presses that waited while a device was away call visitors when it is back',
    file: 'devices/mqtt-thing/thing-session.ts',
    from: '    if (isToldNow && !(repeats && wasTold)) freshSince = at;\n',
    to: '',
    test: drivers,
  },
  {
    name: 'a press that says itself that it is old counts',
    file: 'devices/mqtt-button/thing-keys.ts',
    from: 'wall - seen > thingLimits.pressMostMs',
    to: 'seen - wall > thingLimits.pressMostMs',
    test: drivers,
  },
  {
    name: 'a message that is sent twice is two presses',
    file: 'devices/mqtt-button/thing-keys.ts',
    from: ' || (last !== undefined && at - last < of.lockoutMs)',
    to: '',
    test: drivers,
  },
  {
    name: 'a Zigbee button is given up after a weekend',
    file: 'devices/mqtt-button/mqtt-button.ts',
    from: 'sleeps: true',
    to: 'sleeps: false',
    test: drivers,
  },
  {
    name: 'a last will is not heard',
    file: 'devices/mqtt-thing/thing-session.ts',
    from: "    else if (now !== 'online') lost(notThere(presence));\n",
    to: '',
    test: drivers,
  },
  {
    name: 'an echo of another text is taken for the number',
    file: 'devices/mqtt-display/mqtt-display.ts',
    from: 'if (text.trim() === awaited?.text.trim()) awaited.end();',
    to: 'if (text.trim() !== awaited?.text) awaited?.end();',
    test: drivers,
  },
  {
    name: 'a device may have the topic of the hall',
    file: 'devices/mqtt-thing/thing-topic.ts',
    from: "['loket', 'homeassistant']",
    to: "['homeassistant']",
    test: rules,
  },
  {
    name: 'a topic is taken for one below another that begins like it',
    file: 'devices/mqtt-thing/thing-topic.ts',
    from: 'topic === base || ',
    to: 'topic.startsWith(base) || ',
    test: rules,
  },
  {
    name: 'a battery stays empty that was changed while its bridge restarted',
    file: 'devices/mqtt-button/battery.ts',
    from: 'let isLow = true;',
    to: 'let isLow = false;',
    test: drivers,
  },
  {
    name: 'a device that repeats that it is there loses the presses after each time',
    file: 'devices/mqtt-thing/thing-session.ts',
    from: ' && !(repeats && wasTold)',
    to: '',
    test: drivers,
  },
  {
    name: 'a Tasmota display of a counter that has closed goes on showing its number',
    file: 'devices/mqtt-thing/thing-models.ts',
    from: "text === '' ? 'DisplayClear' : ",
    to: '',
    test: drivers,
  },
  {
    name: 'a device may announce devices to Home Assistant',
    file: 'config/check/check-things.ts',
    from: '(isBelow(topic, prefix) || isBelow(prefix, topic))',
    to: 'topic === prefix',
    test: rules,
  },
  {
    name: 'a device that runs wild takes all others the memory of the broker',
    file: 'firmware-host/mqtt/embedded/device-retained.ts',
    from: 'amount(own) + by <= Math.floor(max / accounts) || ',
    to: '',
    test: 'test/mqtt/things.test.ts',
  },
];
