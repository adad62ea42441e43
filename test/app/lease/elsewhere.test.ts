/** A VM of another node: the databases of this node do not decide what OVN answers it. */
import { describe, expect, test } from 'vitest';
import { answerFrames } from '../../../src/app/lease/answer-frames.ts';
import { checkAll } from '../../../src/app/lease/check-all.ts';
import { leaseOf } from '../../../src/app/lease/lease-of.ts';
import { FOR_GUESTS } from '../../../src/app/sources/opened.ts';
import { NB } from '../../../src/ovn/schema/nb.ts';
import { newRow } from '../../../src/ovn/schema/schema.ts';
import { explainNetwork } from '../../analyze/explain/networks.ts';
import { opened } from '../../support/app-inputs.ts';
import { nbText } from '../../support/faulty-networks.ts';

const dhcpv4_options = newRow(NB, 'DHCP_Options', {
  cidr: '172.22.0.0/16',
  options: new Map([
    ['lease_time', '3500'],
    ['server_id', '169.254.1.1'],
    ['server_mac', '0a:58:a9:fe:01:01'],
  ]),
});

const networkWith = (vm: object) =>
  opened(
    [
      {
        name: 'nb.db',
        text: nbText(explainNetwork({ guests: { 'virt-launcher-vm-a-abcde': { dhcpv4_options, ...vm } } })),
      },
    ],
    FOR_GUESTS,
  );

describe('a remote port', async () => {
  const source = await networkWith({ type: 'remote', options: new Map([['requested-chassis', 'worker-1']]) });
  const fault = {
    error: { code: 'guest-elsewhere', message: expect.stringContaining('demo/vm-a is on another node (worker-1)') },
  };

  test('gets no answer about its lease', () => expect(leaseOf(source, 'vm-a')).toMatchObject(fault));
  test('nor about its frames', () => expect(answerFrames(source, 'vm-a', [])).toMatchObject(fault));
  test('is undecided in the list of all', () =>
    expect(checkAll(source).find(({ name }) => name === 'demo/vm-a')).toMatchObject({
      verdict: 'undecided',
      answerer: { why: expect.stringContaining('is on another node (worker-1)') },
    }));
});

test('a port of this node is decided here', async () => {
  const source = await networkWith({});
  expect(leaseOf(source, 'vm-a')).toHaveProperty('value');
  expect(checkAll(source).find(({ name }) => name === 'demo/vm-a')?.verdict).not.toBe('undecided');
});
