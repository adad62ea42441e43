/** Manifests written by hand: each network has its switch, each VM its port, and mistakes are found. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { formatDiagnostic, isError } from '../../src/base/diagnostic.ts';
import { readManifests } from '../../src/manifests/read-manifests.ts';
import { buildNb } from '../../src/ovnk/build-nb.ts';

const read = (name: string) => ({
  name,
  text: readFileSync(new URL(`../../samples/talks/${name}`, import.meta.url), 'utf8'),
});
const build = (...names: readonly string[]) => {
  const { value, diagnostics } = readManifests(names.map(read));
  const { nb, diagnostics: more } = buildNb(value!);
  return { nb, errors: [...diagnostics, ...more].filter(isError).map(formatDiagnostic) };
};
const rows = ({ nb }: ReturnType<typeof build>) =>
  nb.Logical_Switch.map(({ name, ports, other_config, external_ids, load_balancer_group }) => ({
    name,
    role: external_ids.get('k8s.ovn.org/role'),
    network: external_ids.get('k8s.ovn.org/network'),
    config: Object.fromEntries(other_config),
    groups: load_balancer_group.length,
    ports: ports.map(port => [port.name.replace(/-[a-z0-9]{5}$/, ''), port.addresses.join(), port.tag_request]),
  }));

const MISTAKE = [
  'primary-secondary-udn.yaml:11:3: "subnets" is not a field here; it belongs in "layer2": spec.layer2.subnets',
  'primary-secondary-udn.yaml:8:5: "subnets" is missing here; it may be left out only where "ipam.mode" is Disabled',
];
const switchConfig = (name: string, key: number, more = {}) => ({
  'interconn-ts': name,
  'requested-tnl-key': String(key),
  mcast_snoop: 'true',
  mcast_querier: 'false',
  mcast_flood_unregistered: 'true',
  ...more,
});
const LOCALNET1 = {
  name: 'localnet1_ovn_localnet_switch',
  role: 'secondary',
  network: 'localnet1',
  config: {},
  groups: 0,
  ports: [['localnet1_ovn_localnet_port', 'unknown', 34]],
};
const VLAN_PORT = ['demo.vlan.1924_ovn_localnet_port', 'unknown', 1924];
const VLAN = { ...LOCALNET1, name: 'demo.vlan.1924_ovn_localnet_switch', network: 'demo-vlan-1924' };

describe('manifests of talks', () => {
  it('a layer2 attachment has its switch', () =>
    expect(rows(build('layer2-nad.yaml'))).toEqual([
      {
        name: 'l2.network_ovn_layer2_switch',
        role: 'secondary',
        network: 'l2-network',
        config: switchConfig('l2.network_ovn_layer2_switch', 16711684),
        groups: 2,
        ports: [],
      },
    ]));

  it('localnet attachments have switches with a port to the physical network, and their VLAN', () =>
    expect(rows(build('localnet-nads.yaml'))).toEqual([LOCALNET1, { ...VLAN, ports: [VLAN_PORT] }]));

  it('the misplaced field is found, with the place where it belongs', () =>
    expect(build('primary-secondary-udn.yaml').errors).toEqual(MISTAKE));

  it('VMs alone have no network', () =>
    expect(build('vms.yaml').errors).toEqual([expect.stringMatching(/^the manifests contain no network/)]));

  describe('all together', () => {
    const built = build('layer2-nad.yaml', 'localnet-nads.yaml', 'primary-secondary-udn.yaml', 'vms.yaml');

    it('are compiled except for the mistake', () => expect(built.errors).toEqual(MISTAKE));

    it('give each VM a port on its networks, by the MAC addresses of its interfaces', () => {
      expect(rows(built)).toEqual([
        {
          name: 'demo_secondary.udn_ovn_layer2_switch',
          role: 'secondary',
          network: 'demo_secondary-udn',
          config: switchConfig('demo_secondary.udn_ovn_layer2_switch', 16711684, { subnet: '10.2.2.0/24' }),
          groups: 2,
          ports: [
            [
              'demo.secondary.udn_demo_virt-launcher-vm-on-primary-and-secondary-udn',
              '02:86:5e:00:00:0a 10.2.2.1',
              undefined,
            ],
          ],
        },
        expect.objectContaining({ name: 'l2.network_ovn_layer2_switch', ports: [] }),
        LOCALNET1,
        {
          ...VLAN,
          ports: [
            [
              'demo.vm.localnet.demo.vlan.1924_demo-vm-localnet_virt-launcher-vm-localnet',
              '02:86:5e:00:00:14',
              undefined,
            ],
            VLAN_PORT,
          ],
        },
      ]);
    });

    it('give no DHCP options: OVN answers on primary networks only', () => expect(built.nb.DHCP_Options).toEqual([]));
  });
});
