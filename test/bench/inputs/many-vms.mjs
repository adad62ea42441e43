/**
 * A switch with any number of VMs, as northbound rows. Each VM has an address, port security and its own DHCP options, as
 * with OVN-Kubernetes; every other VM also has IPv6. A hundred ACLs are on ten port groups, to which the VMs belong. A VM has
 * about eight flows. Runs on the built library.
 */
const LIBRARY = new URL('../../../dist/index.mjs', import.meta.url);
const { NB, newDatabase, newRow } = await import(LIBRARY.href);

const GROUPS = 10;
const ACLS_PER_GROUP = 10;

/** The northbound rows. */
export function manyVms(count) {
  const DHCP_Options = Array.from({ length: count }, (_, index) => dhcpOptions(index));
  const ports = DHCP_Options.map((options, index) => switchPort(index, options));
  const Port_Group = portGroups(ports);
  return newDatabase(NB, {
    NB_Global: [newRow(NB, 'NB_Global', {})],
    Logical_Switch: [newRow(NB, 'Logical_Switch', { name: 'vms', ports })],
    Logical_Switch_Port: ports,
    DHCP_Options,
    Port_Group,
    ACL: Port_Group.flatMap(({ acls }) => acls),
  });
}

/** Groups with ACLs, to which the ports belong in turn. */
export const portGroups = ports =>
  Array.from({ length: GROUPS }, (_, group) =>
    newRow(NB, 'Port_Group', {
      name: `group${group}`,
      ports: ports.filter((_, index) => index % GROUPS === group),
      acls: Array.from({ length: ACLS_PER_GROUP }, (_, index) => acl(group, index)),
    }),
  );

export const portName = index => `vm${index}`;
export const macOf = index => `0a:58:${bytesOf(addressValue(index), hexadecimal).join(':')}`;
const addressOf = index => bytesOf(addressValue(index), String).join('.');

/** The first addresses of a network are often reserved for gateways. */
const addressValue = index => 0x0a000010 + index;
const bytesOf = (value, print) => [24, 16, 8, 0].map(shift => print((value >>> shift) & 0xff));
const hexadecimal = byte => byte.toString(16).padStart(2, '0');

export function dhcpOptions(index) {
  const options = {
    dns_server: '10.96.0.10',
    hostname: `"${portName(index)}"`,
    lease_time: '3500',
    mtu: '1400',
    router: '10.0.0.1',
    server_id: '169.254.1.1',
    server_mac: '0a:58:a9:fe:01:01',
  };
  return newRow(NB, 'DHCP_Options', { cidr: '10.0.0.0/8', options: new Map(Object.entries(options)) });
}

/** `address` is its MAC and IPv4 address. */
export function switchPort(index, dhcpv4_options, address = `${macOf(index)} ${addressOf(index)}`) {
  const ipv6 = index % 2 === 0 ? ` fd00::${(index >> 8).toString(16)}:${(index & 0xff).toString(16)}` : '';
  const addresses = [`${address}${ipv6}`];
  const name = portName(index);
  return newRow(NB, 'Logical_Switch_Port', { name, addresses, port_security: addresses, dhcpv4_options, up: true });
}

function acl(group, index) {
  const [direction, port] = index % 2 === 0 ? ['to-lport', 'outport'] : ['from-lport', 'inport'];
  const match = `${port} == @group${group} && ip4.${index % 2 === 0 ? 'src' : 'dst'} == 192.168.${group}.0/24 && tcp.dst == ${8000 + index}`;
  return newRow(NB, 'ACL', { direction, match, priority: 1001 + index, action: 'allow-related' });
}
