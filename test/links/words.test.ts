import { expect, test } from 'vitest';
import { asFault, wordsOf } from '../../devices/fault.ts';
import { linkFault } from '../../firmware-host/edge/link-fault.ts';

const refused = Object.assign(new Error('connect ECONNREFUSED 10.0.0.1:1883'), { code: 'ECONNREFUSED' });
const unreachable = Object.assign(new Error('connect ENETUNREACH 2001:db8::1:1883'), { code: 'ENETUNREACH' });

test('what was thrown is always told in words', () => {
  const both = Object.assign(new AggregateError([refused, unreachable]), { code: 'ECONNREFUSED' });
  expect(wordsOf(both)).toBe(`${refused.message}; ${unreachable.message}`);
  expect(wordsOf(new AggregateError([refused, refused]))).toBe(refused.message);
  expect(wordsOf(Object.assign(new Error(''), { code: 'ETIMEDOUT' }))).toBe('ETIMEDOUT');
  for (const nothing of ['', undefined, null, new Error(''), new AggregateError([])])
    expect(wordsOf(nothing)).not.toBe('');
  expect(asFault(both, 'broker.down').message).toContain('10.0.0.1');
  expect(linkFault(both, 'tcp://printer:9100')).toMatchObject({ code: 'link.absent' });
});
