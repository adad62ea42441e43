/** The topology of sources: what is near a port, the way of a packet, large networks. */
import { describe, expect, test } from 'vitest';
import { openContents } from '../../../src/app/inventory/open-contents.ts';
import type { Inputs } from '../../../src/app/sources/input.ts';
import type { OpenOptions } from '../../../src/app/sources/opened.ts';
import { type NetworkGraph, type TopologyRequest, topologyIn } from '../../../src/app/topology/topology-in.ts';
import { traceIn } from '../../../src/app/trace/trace-in.ts';
import { manifests, opened, recorded } from '../../support/app-inputs.ts';

async function ask(inputs: Inputs, request: TopologyRequest = {}, options: OpenOptions = {}) {
  const { value } = await openContents(inputs, options);
  return topologyIn(value!, request);
}

async function topology(
  inputs: Inputs,
  request: TopologyRequest = {},
  options: OpenOptions = {},
): Promise<NetworkGraph> {
  const answer = await ask(inputs, request, options);
  if ('error' in answer) throw new Error(answer.error.message);
  return answer.value;
}

const OF_ONE_NODE = { node: 'worker-0' };

const namesIn = ({ boxes }: NetworkGraph, isWanted = (_: NetworkGraph['boxes'][number]): boolean => true): string[] =>
  boxes
    .filter(isWanted)
    .map(({ name }) => name)
    .sort();

describe('a network of manifests', () => {
  test('has its switches, its router and its guests, each linked', async () => {
    const { boxes, links } = await topology(manifests(), {}, OF_ONE_NODE);
    expect(boxes.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      'switch cluster_udn_cudn2_ovn_layer2_switch',
      'switch ext_cluster_udn_cudn2_worker-0',
      'router GR_cluster_udn_cudn2_worker-0',
      'port br-ex_cluster_udn_cudn2_worker-0',
      'port k8s-cluster_udn_cudn2_worker-0',
      'pod proj2/client-0',
      'vm proj2/fedora-1',
      'pod proj2/web-0',
      'port stor-cluster_udn_cudn2_ovn_layer2_switch_worker-1',
    ]);
    const linked = new Set(links.flatMap(({ from, to }) => [from, to]));
    expect(boxes.filter(({ id }) => !linked.has(id))).toEqual([]);
  });

  test.each(['fedora-1', 'proj2/fedora-1', '172.22.0.6', '0a:58:ac:16:00:06'])('near %s', async around => {
    expect(namesIn(await topology(manifests(), { around, hops: 1 }))).toEqual([
      'cluster_udn_cudn2_ovn_layer2_switch',
      'proj2/fedora-1',
    ]);
    expect(namesIn(await topology(manifests(), { around, hops: 0 }))).toEqual(['proj2/fedora-1']);
  });

  test('a name that nothing has suggests one that is alike', async () => {
    expect(await ask(manifests(), { around: 'fedora-l' })).toMatchObject({
      error: { code: 'name-unknown', message: expect.stringContaining('nothing is called "fedora-l"') },
    });
  });
});

test('the databases of a node have the same topology, northbound and southbound', async () => {
  const ofNb = await topology([recorded('nb.db')]);
  const ofSb = await topology([recorded('sb.db')]);
  const shape = ({ boxes, links }: NetworkGraph) => ({
    boxes: boxes.map(({ id }) => id).sort(),
    links: links.map(({ from, to }) => [from, to].sort().join(' -- ')).sort(),
  });
  expect(shape(ofSb)).toEqual(shape(ofNb));
});

describe('a large network', () => {
  test('has ports of a namespace and node together', async () => {
    const { boxes } = await topology(manifests(), { most: 8 }, OF_ONE_NODE);
    expect(boxes.filter(({ kind }) => kind === 'ports')).toMatchObject([
      { name: '1 VM, 1 pod', details: ['proj2 on worker-0'] },
    ]);
  });

  test('then all ports of a switch, except those that are asked about', async () => {
    const whole = await topology(manifests(), { most: 1 }, OF_ONE_NODE);
    expect(namesIn(whole, ({ kind }) => kind === 'ports')).toEqual(['1 VM, 2 pods, 2 other ports']);
    const near = await topology(manifests(), { most: 1, around: 'fedora-1', hops: 2 }, OF_ONE_NODE);
    expect(namesIn(near, ({ kind }) => kind === 'vm')).toEqual(['proj2/fedora-1']);
    expect(namesIn(near, ({ kind }) => kind === 'ports')).toEqual(['2 pods, 2 other ports']);
  });

  test('all links lead to boxes that are there', async () => {
    const { boxes, links } = await topology(manifests(), { most: 1 });
    const ids = new Set(boxes.map(({ id }) => id));
    expect(links.filter(({ from, to }) => !ids.has(from) || !ids.has(to))).toEqual([]);
  });
});

describe('the way of a packet', () => {
  const FROM =
    'inport == "proj2.cudn2_proj2_client-0" && eth.src == 0a:58:ac:16:00:08 && ip4.src == 172.22.0.8 && ip.ttl == 64';
  const tracedWay = async (microflow: string) => {
    const { answer } = traceIn(await opened(manifests(), { node: 'worker-1' }), { microflow, scenario: 'first' });
    if ('error' in answer) throw new Error(answer.error);
    return topology(manifests(), { trace: answer, most: 1 }, { node: 'worker-1' });
  };

  test('goes over switches and the router to where it leaves', async () => {
    const way = await tracedWay(`${FROM} && eth.dst == 0a:58:64:41:00:03 && ip4.dst == 8.8.8.8 && tcp.dst == 443`);
    expect(namesIn(way, ({ isTraced }) => isTraced === true)).toEqual([
      'GR_cluster_udn_cudn2_worker-1',
      'br-ex_cluster_udn_cudn2_worker-1',
      'cluster_udn_cudn2_ovn_layer2_switch',
      'ext_cluster_udn_cudn2_worker-1',
      'proj2/client-0',
    ]);
    expect(way.links.filter(({ isTraced }) => isTraced)).toHaveLength(4);
    expect(namesIn(way, ({ isDrop }) => isDrop === true)).toEqual([]);
  });

  test('ends in the switch that drops it', async () => {
    const way = await tracedWay(`${FROM} && eth.dst == 0a:58:ac:16:00:63 && ip4.dst == 172.22.0.99 && tcp.dst == 80`);
    expect(namesIn(way, ({ isDrop }) => isDrop === true)).toEqual(['cluster_udn_cudn2_ovn_layer2_switch']);
  });
});
