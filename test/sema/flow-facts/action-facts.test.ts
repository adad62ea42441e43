/** Facts about the actions of flows: the options that they offer, and the actions that they call. */
import { describe, expect, test } from 'vitest';
import { boundActionsOf, callsAction, offeredValue } from '../../../src/sema/flow-facts/action-facts.ts';

const OFFER =
  'reg0[3] = put_dhcp_opts(offerip = 10.0.0.5, lease_time = 3500, domain_name = "offerip = 1.2.3.4", ' +
  'dns_server = {10.0.0.2, 10.0.0.3}, server_id = 10.0.0.1); next;';

test.each([
  ['offerip', '10.0.0.5'],
  ['server_id', '10.0.0.1'],
  ['lease_time', '3500'],
  ['dns_server', '10.0.0.2'],
  ['domain_name', '"offerip = 1.2.3.4"'],
  ['router', undefined],
])('option %s of an offer is %s', (name, value) => expect(offeredValue(OFFER, name)).toBe(value));

test('an option is read from actions that ovn-controller cannot read', () => {
  expect(offeredValue('reg0[3] = put_dhcp_opts(offerip = 10.0.0.5, mtu = ); next;', 'offerip')).toBe('10.0.0.5');
});

describe('no address is offered', () => {
  test.each([
    ['next;'],
    ['drop;'],
    ['reg0[3] = put_dhcp_opts(offerip = ); next;'],
    ['put_dhcp_opts(offerip'],
  ])('by %s', actions => expect(offeredValue(actions, 'offerip')).toBeUndefined());
});

test.each([
  ['reg0[3] = put_dhcp_opts(offerip = ); next;', true],
  ['reg0[3] = put_dhcpv6_opts(ia_addr = aef0::4); next;', false],
])('%s calls put_dhcp_opts: %j', (actions, calls) => expect(callsAction(actions, 'put_dhcp_opts')).toBe(calls));

test('actions are bound in the place of their flow', () => {
  const bound = boundActionsOf({ pipeline: 'egress', table: 3, actions: 'next;' });
  expect('value' in bound && bound.value.actions).toMatchObject([{ kind: 'next', pipeline: 'egress', table: 4 }]);
});
