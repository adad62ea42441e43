/**
 * For every switch of every recording, the flows compiled from the northbound database equal those of the real ovn-northd.
 * So do the hints and the control meters of all flows.
 */
import { afterAll, describe, expect, test } from 'vitest';
import { once } from '../../src/base/remember.ts';
import type { LogicalFlow } from '../../src/network/logical-network.ts';
import { printFlow, printFlows } from '../../src/network/print-flows.ts';
import { compileNetwork } from '../../src/northd/compile-network.ts';
import type { Nb } from '../../src/ovn/schema/nb.ts';
import {
  featureRecordings,
  flowsOf,
  flowsText,
  metersOf,
  northbound,
  pipelinesOf,
  recordingsOf,
  routerRecordings,
  southbound,
} from '../support/recorded-databases.ts';

let pipelines = 0;
let flows = 0;
let meters = 0;
let hints = 0;

describe.each([...recordingsOf('25.03.0'), ...featureRecordings(), ...routerRecordings()])('%s', recording => {
  const nb = northbound(recording);
  const { network } = compileNetwork(nb, { release: '25.03.0' });
  const compiled = pipelinesOf(printFlows(network));
  const switches = nb.Logical_Switch.map(({ name }) => name);
  const isOfSwitch = (header: string) => switches.includes(header.split('"')[1]!);
  const recorded = [...pipelinesOf(flowsText(recording))].filter(([header]) => isOfSwitch(header));

  test.each(recorded)('%s', (header, dump) => {
    expect(compiled.get(header)).toBe(dump);
    pipelines++;
    flows += dump.split('\n').length - 1;
  });

  test('no other pipelines of switches', () => {
    const own = [...compiled.keys()].filter(isOfSwitch);
    expect(own.sort()).toEqual(recorded.map(([header]) => header).sort());
  });

  /** Some flows of routers have tunnel keys. */
  const withKeys = once(() => compileNetwork(nb, { release: '25.03.0', keysFrom: southbound(recording) }).network);

  test('control meters', () => {
    const own = metersOf(withKeys().flows.all());
    expect(own).toEqual(metersOf(flowsOf(southbound(recording))));
    meters += own.length;
  });

  test('hints name the northbound rows that flows were made for', () => {
    const own = new Map(
      withKeys()
        .flows.all()
        .map(flow => [keyOf(flow), flow.hint ?? '']),
    );
    const stored = flowsOf(southbound(recording)).filter(({ hint }) => hint !== undefined);
    const misled = stored.filter(flow => own.get(keyOf(flow)) !== flow.hint && !isOfAnyGateway(flow, nb));
    expect(misled.map(flow => ({ flow: keyOf(flow), stored: flow.hint, own: own.get(keyOf(flow)) }))).toEqual([]);
    hints += stored.length;
  });
});

afterAll(() => console.log(`hints as in ovn-northd: ${hints} flows`));
afterAll(() => console.log(`control meters as in ovn-northd: ${meters} flows`));
afterAll(() => console.log(`identical to ovn-northd: ${flows} flows in ${pipelines} pipelines of switches`));

const keyOf = (flow: LogicalFlow): string => `${flow.datapath.external_ids.get('name')}${printFlow(flow)}`;

/** Several gateway ports of a router make this flow; ovn-northd keeps that of the first, in no order that is known. */
const isOfAnyGateway = ({ datapath, stage, priority, hint }: LogicalFlow, nb: Nb): boolean =>
  stage === 'lr_in_gw_redirect' &&
  priority === 75 &&
  nb.Logical_Router.some(
    router =>
      router.name === datapath.external_ids.get('name') &&
      router.ports.some(port => port.gateway_chassis.length > 0 && port._uuid.startsWith(hint!)),
  );
