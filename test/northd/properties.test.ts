/** Properties of all northbound databases, tested with the recorded ones. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { printFlows } from '../../src/network/print-flows.ts';
import { compileNetwork } from '../../src/northd/compile-network.ts';
import type { Nb } from '../../src/ovn/schema/nb.ts';
import { NB } from '../../src/ovn/schema/nb.ts';
import { newDatabase, newRow } from '../../src/ovn/schema/schema.ts';
import { featureRecordings, northbound, recordingsOf } from '../support/recorded-databases.ts';

// Of several localnet ports, OVN itself binds queues to the first.
const dependsOnOrder = 'northd/25.03.0/port-types';
const recordings = [...recordingsOf('25.03.0'), ...featureRecordings()]
  .filter(recording => recording !== dependsOnOrder)
  .map(northbound);
const dump = (nb: Nb): string => printFlows(compileNetwork(nb, { release: '25.03.0' }).network);

test('the order of rows and of sets does not matter', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...recordings),
      fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })),
      (nb, random) => {
        const numbers = random[Symbol.iterator]();
        const shuffle = <T>(values: readonly T[]): T[] =>
          values
            .map(value => [numbers.next().value, value] as const)
            .sort(([a], [b]) => a - b)
            .map(([, value]) => value);
        const Logical_Switch = nb.Logical_Switch.map(row => ({
          ...row,
          acls: shuffle(row.acls),
          load_balancer: shuffle(row.load_balancer),
          ports: shuffle(row.ports),
          qos_rules: shuffle(row.qos_rules),
        }));
        const shuffled = { ...nb, Logical_Switch: shuffle(Logical_Switch), Port_Group: shuffle(nb.Port_Group) };
        expect(dump(shuffled)).toBe(dump(nb));
      },
    ),
    { numRuns: 60 },
  );
});

test('4,000 ports', () => {
  const ports = Array.from({ length: 4000 }, (_, index) => {
    const [high, low] = [index >> 8, index & 255];
    const mac = `0a:58:0a:00:${high.toString(16).padStart(2, '0')}:${low.toString(16).padStart(2, '0')}`;
    return newRow(NB, 'Logical_Switch_Port', { name: `port-${index}`, addresses: [`${mac} 10.0.${high}.${low}`] });
  });
  const flowsOf = (count: number) => {
    const sw = newRow(NB, 'Logical_Switch', { name: 'sw', ports: ports.slice(0, count) });
    return compileNetwork(newDatabase(NB, { Logical_Switch: [sw] }), { release: '25.03.0' }).network.flows.all().length;
  };
  expect(flowsOf(4000) - flowsOf(0)).toBe(4000 * (flowsOf(1) - flowsOf(0)));
});
