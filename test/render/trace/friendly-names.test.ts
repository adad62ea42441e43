/** Friendly names instead of UUIDs (man ovn-trace, --friendly-names), as ovn-trace 25.03.0 prints them. */
import { describe, expect, test } from 'vitest';
import { listedFlows } from '../../../src/network/flow-source.ts';
import { SB } from '../../../src/ovn/schema/sb.ts';
import { newDatabase, newRow } from '../../../src/ovn/schema/schema.ts';
import { namingOf } from '../../../src/render/trace/naming.ts';
import { TracedNetwork } from '../../../src/trace/choose/traced-network.ts';

const UUID = '0a580a58-1234-5678-9abc-def01234567';

/** The ports and their friendly names. */
const PORTS: Readonly<Record<string, string | undefined>> = {
  lp1: undefined,
  [`${UUID}1`]: undefined,
  [`prefix-${UUID}2`]: undefined,
  [`${UUID}3`]: 'vm "one"',
  [`${UUID}4`]: `x${UUID}5`,
  [`${UUID}6`.toUpperCase()]: undefined,
};

const datapath = newRow(SB, 'Datapath_Binding', { tunnel_key: 1, external_ids: new Map([['name', `sw-${UUID}9`]]) });
const ports = Object.entries(PORTS).map(([logical_port, name], index) => {
  const external_ids = new Map(name === undefined ? [] : [['name', name]]);
  return newRow(SB, 'Port_Binding', { logical_port, datapath, tunnel_key: index + 1, external_ids });
});
const {
  Logical_Flow: _,
  Logical_DP_Group: __,
  ...tables
} = newDatabase(SB, {
  Datapath_Binding: [datapath],
  Port_Binding: ports,
});
const network = new TracedNetwork({ ...tables, flows: listedFlows([]) });
const naming = namingOf({ isFriendly: true, portRow: name => network.port(name)?.row });

describe('the names in a text', () => {
  test.each([
    ['inport == "lp1"', 'inport == "lp1"'],
    [`inport == "${UUID}1"`, 'inport == "0a580a"'],
    [`outport = "prefix-${UUID}2"; output;`, 'outport = "prefix-0a580a"; output;'],
    [`inport == {"${UUID}3", "nosuch", "lp1"}`, 'inport == {"vm \\"one\\"", "nosuch", "lp1"}'],
    [`inport == "${UUID}4" /* a */ `, 'inport == "x0a580a"'],
    ['inport == "l\\u00701"', 'inport == "lp1"'],
    [`inport == "${UUID}7"  &&  ip4.src=={10.0.0.1}`, `inport == "${UUID}7"  &&  ip4.src=={10.0.0.1}`],
    [`ip4 // "${UUID}1"`, 'ip4'],
    ['', ''],
    ['# "lp1', '# "lp1'],
  ])('%s', (text, expected) => expect(naming.text(text)).toBe(expected));

  // A UUID can have capital letters.
  test('in capital letters', () => {
    expect(naming.text(`inport == "${`${UUID}6`.toUpperCase()}"`)).toBe('inport == "0A580A"');
  });
});

test('the name of a datapath', () => expect(naming.datapath(datapath)).toBe('sw-0a580a'));
