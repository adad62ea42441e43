/** The flows of two networks, compared by names. */
import { expect, test } from 'vitest';
import { compareFlows } from '../../../src/analyze/compare/compare-flows.ts';
import type { LogicalFlow } from '../../../src/network/logical-network.ts';
import { SB } from '../../../src/ovn/schema/sb.ts';
import { newRow } from '../../../src/ovn/schema/schema.ts';

/** Each with a UUID of its own. */
function flowsOf(datapathId: string, name = 'sw') {
  const datapath = newRow(SB, 'Datapath_Binding', { _uuid: datapathId, external_ids: new Map([['name', name]]) });
  return (table: number, stage: string, priority: number, match: string, actions = 'next;'): LogicalFlow => ({
    datapath,
    pipeline: stage.includes('_out_') ? 'egress' : 'ingress',
    table,
    stage,
    priority,
    match,
    actions,
    uuid: `${datapathId}-${table}-${priority}`,
  });
}

const [a, b] = [flowsOf('1'), flowsOf('2')];

test('UUIDs and table numbers are not compared, also in actions', () => {
  const compared = compareFlows(
    [a(8, 'ls_in_acl_eval', 1, 'ip', 'next(pipeline=egress, table=3);'), a(3, 'ls_out_stateful', 0, '1')],
    [b(9, 'ls_in_acl_eval', 1, 'ip', 'next(pipeline=egress, table=4);'), b(4, 'ls_out_stateful', 0, '1')],
  );
  expect(compared).toMatchObject({ before: 2, after: 2, same: 2, stages: [] });
  expect(compared.moves).toEqual([
    { stages: ['ls_in_acl_eval'], pipeline: 'ingress', before: 8, after: 9, flows: 0 },
    { stages: ['ls_out_stateful'], pipeline: 'egress', before: 3, after: 4, flows: 0 },
  ]);
});

test('a jump to another stage is a change, also if its number is the same', () => {
  const jump = (make: typeof a) => make(0, 'ls_in_acl_eval', 1, 'ip', 'next(3);');
  const { stages } = compareFlows(
    [jump(a), a(3, 'ls_in_lb', 0, '1')],
    [jump(b), b(3, 'ls_in_stateful', 0, '1'), b(2, 'ls_in_lb', 0, '1')],
  );
  expect(stages[0]).toMatchObject({
    stage: 'ls_in_acl_eval',
    groups: [[{ before: { actions: 'next(ls_in_lb);' }, after: { actions: 'next(ls_in_stateful);' } }]],
  });
});

test('stages that came, went, and moved together', () => {
  const { moves } = compareFlows(
    [a(0, 'ls_in_pre_acl', 0, '1'), a(1, 'ls_in_pre_lb', 0, '1'), a(2, 'ls_in_acl', 0, '1')],
    [b(0, 'ls_in_mirror', 0, '1'), b(1, 'ls_in_pre_acl', 0, '1'), b(2, 'ls_in_pre_lb', 0, '1')],
  );
  expect(moves).toEqual([
    { stages: ['ls_in_mirror'], pipeline: 'ingress', after: 0, flows: 1 },
    { stages: ['ls_in_pre_acl', 'ls_in_pre_lb'], pipeline: 'ingress', before: 0, after: 1, flows: 0 },
    { stages: ['ls_in_acl'], pipeline: 'ingress', before: 2, flows: 1 },
  ]);
});

test('a flow that changed its actions, its priority or its match is one change', () => {
  const { stages } = compareFlows(
    [
      a(0, 'ls_in_lb', 9, 'ip4', 'drop;'),
      a(0, 'ls_in_lb', 8, 'ip6', 'output;'),
      a(0, 'ls_in_lb', 5, 'tcp && tcp.dst == 80'),
    ],
    [b(0, 'ls_in_lb', 9, 'ip4'), b(0, 'ls_in_lb', 7, 'ip6', 'output;'), b(0, 'ls_in_lb', 5, 'tcp && tcp.dst == 443')],
  );
  const form = (priority: number, match: string, actions = 'next;') => ({ priority, match, actions });
  expect(stages).toEqual([
    {
      stage: 'ls_in_lb',
      groups: [
        [{ before: form(9, 'ip4', 'drop;'), after: form(9, 'ip4'), datapaths: ['sw'] }],
        [{ before: form(8, 'ip6', 'output;'), after: form(7, 'ip6', 'output;'), datapaths: ['sw'] }],
        [{ before: form(5, 'tcp && tcp.dst == 80'), after: form(5, 'tcp && tcp.dst == 443'), datapaths: ['sw'] }],
      ],
    },
  ]);
});

test('a flow is not the changed form of one that is not like it, or of another datapath', () => {
  const other = flowsOf('3', 'other');
  const { stages } = compareFlows(
    [a(0, 'ls_in_lb', 9, 'ip4 && tcp', 'drop;'), a(0, 'ls_in_lb', 1, 'ip', 'drop;')],
    [b(0, 'ls_in_lb', 9, 'arp.op == 1'), other(0, 'ls_in_lb', 1, 'ip', 'drop;')],
  );
  expect(
    stages[0]!.groups.flat().map(({ before, after, datapaths }) => [before?.match, after?.match, datapaths]),
  ).toEqual(
    expect.arrayContaining([
      ['ip4 && tcp', undefined, ['sw']],
      [undefined, 'arp.op == 1', ['sw']],
      ['ip', undefined, ['sw']],
      [undefined, 'ip', ['other']],
    ]),
  );
});

test('changes with the same text in several datapaths are one; those for other ports and addresses are alike', () => {
  const second = flowsOf('4', 'sw2');
  const { stages } = compareFlows(
    [],
    [
      b(0, 'ls_in_lb', 1, 'ip'),
      second(0, 'ls_in_lb', 1, 'ip'),
      b(0, 'ls_in_lb', 0, 'inport == "p" && ip4.src == 10.0.0.1'),
      b(0, 'ls_in_lb', 0, 'inport == "q" && ip4.src == 10.0.0.2'),
      b(0, 'ls_in_lb', 0, 'inport == "q" && tcp.dst == 80'),
    ],
  );
  expect(stages[0]!.groups.map(group => group.map(({ after, datapaths }) => [after!.match, datapaths]))).toEqual([
    [['ip', ['sw', 'sw2']]],
    [
      ['inport == "p" && ip4.src == 10.0.0.1', ['sw']],
      ['inport == "q" && ip4.src == 10.0.0.2', ['sw']],
    ],
    [['inport == "q" && tcp.dst == 80', ['sw']]],
  ]);
});

test('a flow that is there twice counts twice', () => {
  const twice = [a(0, 'ls_in_lb', 1, 'ip'), a(0, 'ls_in_lb', 1, 'ip')];
  expect(compareFlows(twice, twice.slice(1))).toMatchObject({ before: 2, after: 1, same: 1 });
  expect(compareFlows(twice, twice.slice(1)).stages[0]!.groups).toEqual([
    [{ before: { priority: 1, match: 'ip', actions: 'next;' }, datapaths: ['sw'] }],
  ]);
});

test('a stage without a name has its number', () =>
  expect(compareFlows([a(4, '', 0, '1')], []).stages).toMatchObject([{ stage: 'ingress table 4' }]));
