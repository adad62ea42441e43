/** The printed flows of recorded southbound databases equal the output of `ovn-sbctl dump-flows`. */
import { expect, test } from 'vitest';
import { listedFlows } from '../../src/network/flow-source.ts';
import type { LogicalFlow } from '../../src/network/logical-network.ts';
import { printFlows } from '../../src/network/print-flows.ts';
import { SB } from '../../src/ovn/schema/sb.ts';
import { newRow } from '../../src/ovn/schema/schema.ts';
import { flowsOf, flowsText, recordingsOf, southbound } from '../support/recorded-databases.ts';

test.each([...recordingsOf('25.03.0'), ...recordingsOf('26.03.1')])('%s', recording => {
  const flows = flowsOf(southbound(recording));
  expect(printFlows({ flows: listedFlows(flows) })).toBe(flowsText(recording));
  expect(printFlows({ flows: listedFlows(flows.toReversed()) })).toBe(flowsText(recording));
});

/** In the order of `ovn-sbctl dump-flows` of 25.03.0. */
test('datapaths of one name, and without one', () => {
  const headers = [
    'Datapath:  (22206d08-e326-4406-908b-24dd5f435f53)  Pipeline: ingress',
    'Datapath: "y" (96a3c139-f346-4ab9-adcb-78ed0ff3b2ed)  Pipeline: ingress',
    'Datapath: "" aka "x" (c33e3c56-c58f-41a9-92e0-9b5b75eb3e86)  Pipeline: ingress',
    'Datapath:  (ed0f3b68-132f-49b8-9e5a-c446dfb187f3)  Pipeline: ingress',
    'Datapath: "Alpha" (13864eb0-12d6-4f33-a462-7ed0d6a64960)  Pipeline: ingress',
    'Datapath: "sw0" (09823ee6-0740-452e-a107-953d5509b237)  Pipeline: ingress',
    'Datapath: "sw0" (32da8c8d-518b-46b4-98f2-69d5072c38f5)  Pipeline: ingress',
  ];
  const names: readonly (readonly [string, string])[][] = [
    [],
    [['name2', 'y']],
    [
      ['name', ''],
      ['name2', 'x'],
    ],
    [],
    [['name', 'Alpha']],
    [['name', 'sw0']],
    [['name', 'sw0']],
  ];
  const flows = headers.map((header, index): LogicalFlow => {
    const _uuid = header.slice(header.indexOf('(') + 1, header.indexOf(')'));
    const datapath = newRow(SB, 'Datapath_Binding', { _uuid, external_ids: new Map(names[index]) });
    return { datapath, pipeline: 'ingress', table: 0, stage: 't', priority: 5, match: '1', actions: 'next;', uuid: '' };
  });
  const printed = printFlows({ flows: listedFlows(flows.toReversed()) });
  expect(printed.split('\n').filter(line => line.startsWith('Datapath'))).toEqual(headers);
});

test('nothing', () => expect(printFlows({ flows: listedFlows([]) })).toBe(''));
