/** Recorded southbound databases print as `ovn-sbctl dump-flows` printed them. */
import { expect, test } from 'vitest';
import { printFlows } from '../../src/network/print-flows.ts';
import { flowsOf, flowsText, scenesOf, southbound } from '../northd/capture.ts';

test.each([...scenesOf('25.03.0'), ...scenesOf('26.03.1')])('%s', scene => {
  const flows = flowsOf(southbound(scene));
  expect(printFlows({ flows })).toBe(flowsText(scene));
  expect(printFlows({ flows: flows.toReversed() })).toBe(flowsText(scene));
});

test('nothing', () => expect(printFlows({ flows: [] })).toBe(''));
