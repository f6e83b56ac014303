import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { filterTakes } from '../../firmware-host/mqtt/filter.ts';
import { addressOf, eventAddress, isCommandTopic, isId, topicOf } from '../../firmware-host/mqtt/topics.ts';

describe('topics', () => {
  test('are built from an address and ids', () => {
    expect(topicOf('mpp-batam', 'controller/state')).toBe('loket/v1/mpp-batam/controller/state');
    expect(topicOf('mpp-batam', 'counter/{id}/state', 'loket-3')).toBe(
      'loket/v1/mpp-batam/counter/loket-3/state',
    );
    expect(topicOf('mpp-batam', eventAddress('ticket.no-show'))).toBe(
      'loket/v1/mpp-batam/event/ticket/no-show',
    );
  });

  test.each([
    '',
    'a/b',
    '+',
    '#',
    'a+',
    'a#',
    'A',
    'a_b',
    'a b',
    'a\0',
    '..',
    'é',
    'a\n',
    '\ud800',
    'x'.repeat(41),
  ])('refuse the id %j wherever it stands', (id) => {
    expect(isId(id)).toBe(false);
    expect(() => topicOf(id, 'controller/state')).toThrow('is not an id');
    expect(() => topicOf('mpp-batam', 'counter/{id}/state', id)).toThrow('is not an id');
    expect(() => topicOf('mpp-batam', 'command/{id}', id)).toThrow('is not an id');
  });

  test('with ids of any text keep to their six levels, or are refused', () => {
    const ids = fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^[a-z0-9-]{1,40}$/));
    fc.assert(
      fc.property(ids, ids, (site, id) => {
        const build = () => topicOf(site, 'device/{id}/state', id);
        if (!isId(site) || !isId(id)) expect(build).toThrow('is not an id');
        else expect(build()).toMatch(/^loket\/v1\/[a-z0-9-]+\/device\/[a-z0-9-]+\/state$/);
      }),
    );
  });

  test('an id that is missing is refused', () => {
    expect(() => topicOf('mpp-batam', 'counter/{id}/state')).toThrow('is not an id');
  });

  test('lead back to their address', () => {
    for (const address of [
      'controller/state',
      'device/{id}/info',
      'counter/{id}/state',
      'event/ticket/called',
    ]) {
      expect(addressOf(topicOf('mpp-batam', address, 'x-1'))).toBe(address);
    }
  });

  test('clients may publish to the commands of this site and nowhere else', () => {
    expect(isCommandTopic('mpp-batam', 'loket/v1/mpp-batam/command/call-next')).toBe(true);
    const elsewhere = [
      'loket/v1/other/command/call-next',
      'loket/v1/mpp-batam/command/',
      'loket/v1/mpp-batam/command/a/b',
      'loket/v1/mpp-batam/command/a\0',
      'loket/v1/mpp-batam/controller/state',
      'loket/v2/mpp-batam/command/call-next',
      '$SYS/x',
    ];
    for (const topic of elsewhere) expect(isCommandTopic('mpp-batam', topic), topic).toBe(false);
  });

  test.each([
    ['a/b', 'a/b', true],
    ['a/b', 'a/b/c', false],
    ['a/+/c', 'a/b/c', true],
    ['a/+', 'a', false],
    ['a/#', 'a', true],
    ['a/#', 'a/b/c', true],
    ['#', 'a/b', true],
    ['+', 'a/b', false],
    ['a/b/c', 'a/b', false],
  ])('the filter %s takes %s: %s', (filter, topic, takes) => {
    expect(filterTakes(filter, topic)).toBe(takes);
  });
});
