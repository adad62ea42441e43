/** The packets of a guest by its name, and names that mean nobody or several. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type GuestSource, requestFrom } from '../../../src/app/trace/guest-request.ts';
import { offerTo, opened, recorded } from '../../support/app-inputs.ts';
import { ROOT } from '../../support/root.ts';

const PORT = 'proj2.cudn2_proj2_virt-launcher-fedora-1-hs6zv';
const FROM = `inport == "${PORT}" && eth.src == 0a:58:ac:16:00:06`;
const database = opened([recorded('sb.db')]);
const dump = (...ports: readonly string[]) =>
  opened([{ name: 'dump', text: `${ports.map(offerTo).join('')}${OTHER}` }]);
const OTHER = '  table=0 (ls_in_check_port_sec), priority=50, match=(1), action=(next;)\n';

describe('the microflow', () => {
  const either = '0 || ip4.dst == 8.8.8.8';
  test.each<[GuestSource, string, string]>([
    [{ vm: 'fedora-1' }, '', FROM],
    [{ vm: 'proj2/fedora-1' }, 'ip4.dst == 8.8.8.8', `${FROM} && ip4.dst == 8.8.8.8`],
    [{ vm: 'fedora-1' }, either, `${FROM} && (${either})`],
    [
      { pod: 'proj2/virt-launcher-fedora-1-hs6zv', withIp4Src: true },
      'eth.dst == 0a:58:ac:16:00:01',
      `${FROM} && ip4.src == 172.22.0.6 && eth.dst == 0a:58:ac:16:00:01`,
    ],
  ])('%j, %j', async (source, microflow, expected) => {
    const request = { microflow, selectId: 3 };
    expect(requestFrom(await database, source, request)).toEqual({ value: { microflow: expected, selectId: 3 } });
  });

  test('cannot have an address that the guest does not have', async () =>
    expect(requestFrom(await database, { vm: 'fedora-1', withIp6Src: true }, { microflow: '' })).toMatchObject({
      error: { code: 'address-unknown', message: expect.stringContaining(`does not have the IPv6 address of ${PORT}`) },
    }));
});

describe('a name', () => {
  const faultOf = async (source: GuestSource, ...ports: readonly string[]) =>
    requestFrom(await dump(...ports), source, { microflow: '' });

  test.each([
    ['none', 0, 'the sources have none (a dump of flows has no ports: add sb.db or nb.db)'],
    ['a few', 2, 'there are a, b'],
    ['many', 23, 'there are a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s, t, and 3 more'],
  ])('that is unknown among %s', async (_, count, known) =>
    expect(await faultOf({ vm: 'nobody' }, ...[...'abcdefghijklmnopqrstuvw'].slice(0, count))).toMatchObject({
      error: { code: 'guest-unknown', message: `no VM, pod or port "nobody"; ${known}` },
    }));

  test('that several ports have', async () => {
    const ports = ['a', 'b'].map(namespace => `${namespace}.net_${namespace}_virt-launcher-vm-abcde`);
    expect(await faultOf({ vm: 'vm' }, ...ports)).toMatchObject({
      error: { code: 'guest-ambiguous', message: '"vm" means several VMs or pods; name one: a/vm, b/vm' },
    });
  });

  test('of a VM with several ports', async () => {
    const ports = ['one', 'two'].map(network => `a.${network}_a_virt-launcher-vm-abcde`);
    expect(await faultOf({ vm: 'vm' }, ...ports)).toMatchObject({
      error: { code: 'guest-ambiguous', message: `"vm" means several ports; name one: ${ports.join(', ')}` },
    });
  });

  test('of a port without a pod is not a pod', async () =>
    expect(await faultOf({ pod: 'p' }, 'p')).toMatchObject({ error: { code: 'guest-unknown' } }));

  const POD = '---\napiVersion: v1\nkind: Pod\nmetadata: {name: web, namespace: udn-blue}\n';

  test.each([
    'blue-vm',
    'udn-blue/blue-vm',
    'web',
    'udn-blue/web',
  ])('of a guest on a network that is left out: %s', async vm => {
    const text = readFileSync(`${ROOT}/samples/layer3.yaml`, 'utf8') + POD;
    expect(requestFrom(await opened([{ name: 'layer3.yaml', text }]), { vm }, { microflow: '' })).toEqual({
      error: expect.objectContaining({
        code: 'guest-unknown',
        message: `"${vm}" has no port: namespace udn-blue: its pods are on Layer3 network blue, which udon does not compile`,
      }),
    });
  });
});
