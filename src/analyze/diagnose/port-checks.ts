/**
 * The logical port: whether it exists, is enabled, has addresses, and is bound to a chassis. ovn-northd makes DHCP flows
 * for ports that are enabled and have an IPv4 address (northd/northd.c, OVN 25.03). ovn-controller answers on the chassis
 * that has the port.
 */
import { parseLspAddresses } from '../../base/address-forms/lsp-addresses.ts';
import { POD_ANNOTATIONS } from '../../kubernetes/annotations.ts';
import type { MachinePod } from '../guests/cluster-view.ts';
import { type Guest, isDynamic, isIPv6, whoIs } from '../guests/guest.ts';
import { isEnded } from '../guests/machine-state.ts';
import { type Checks, type Found, seen } from './check.ts';
import { portRow } from './port-row.ts';
import type { CheckSubject } from './subject.ts';

const RECREATE = 'delete the virt-launcher pod, or migrate the VM, so that OVN-Kubernetes creates the port again';

export const PORT_CHECKS = {
  'port-missing': {
    means: 'the VM has no logical port',
    remedy:
      'read the log of ovnkube-controller on the node; if only the northbound database has the port, read the log of ovn-northd',
    look: subject => {
      if (subject.guest) return undefined;
      const { owned, name, pod } = subject;
      if (pod && isEnded(pod)) return endedPod(pod);
      if (!owned) return { text: `${name} has no logical port` };
      const text = `port ${owned.port.name} is in the northbound database but not in the southbound database`;
      return { text, ...seen('Logical_Switch_Port', owned.port.name, owned.port) };
    },
  },
  'port-disabled': {
    means: 'the port is disabled, so ovn-northd makes no flows that answer its requests or deliver packets to it',
    remedy:
      'while a VM migrates, one of its two ports is disabled; if it stays disabled, finish or cancel the migration',
    look: subject => {
      if (!isDisabled(subject)) return undefined;
      const text = `port ${portName(subject)} is disabled`;
      const common = { ...portRow(subject), ...barrier(subject) };
      const namesake = namesakeOf(subject);
      if (!namesake) return { ...common, text: text + otherPort(subject) };
      const cause = `${namesake} has the same hostname, so OVN-Kubernetes takes the pods of both for a migration`;
      return { ...common, text: `${text}: ${cause}`, remedy: OWN_HOSTNAME };
    },
  },
  'port-addresses-missing': {
    means: 'the port has no addresses, so OVN has none to offer',
    remedy: RECREATE,
    look: subject =>
      fixedAddresses(subject).length === 0 && !subject.sources.isDump && !isChosenByOvn(subject)
        ? { text: `port ${portName(subject)} has no addresses`, ...portRow(subject) }
        : undefined,
  },
  'port-addresses-malformed': {
    means: 'the addresses of the port are not a MAC and IP addresses; ovn-northd ignores what it cannot parse',
    remedy: `write addresses as "MAC IP..."; with OVN-Kubernetes, check the annotation ${POD_ANNOTATIONS.podNetworks} of the pod`,
    look: subject => {
      const text = hasIPv4(subject) ? undefined : fixedAddresses(subject).find(isCut);
      return text === undefined ? undefined : onPort(subject, `has addresses that cannot be parsed: "${text}"`);
    },
  },
  'port-ipv4-missing': {
    means: 'the port has no IPv4 address, so OVN has none to offer',
    remedy: 'give the network an IPv4 subnet, or give the guest a static address',
    look: subject => {
      const texts = fixedAddresses(subject);
      if (texts.length === 0 || hasIPv4(subject) || isChosenByOvn(subject)) return undefined;
      const found = onPort(subject, `has no IPv4 address: "${texts.join('", "')}"`);
      return subject.guest?.ips.some(isIPv6) ? { ...found, remedy: ASK_FOR_IPV6 } : found;
    },
  },
  'requested-chassis-unknown': {
    means: 'the port requests a chassis that does not exist, so no chassis claims the port',
    remedy: 'start ovn-controller on that node, or check that its system-id and hostname have not changed',
    look: subject => {
      const wanted = unbound(subject)?.port.options.get('requested-chassis');
      const known = subject.sources.network.Chassis.flatMap(({ name, hostname }) => [name, hostname]);
      if (wanted === undefined || wanted.split(',').some(name => known.includes(name))) return undefined;
      return onPort(subject, `requests chassis ${wanted}, which is not in the southbound database`);
    },
  },
  'port-unbound': {
    means: 'no chassis has claimed the port, so no ovn-controller answers its requests',
    remedy:
      'check that the pod is running, and that external_ids:iface-id of its interface in Open vSwitch is the name of the port',
    look: subject => (unbound(subject) || isDown(subject) ? onPort(subject, 'is not bound to a chassis') : undefined),
  },
  'port-down': {
    means: 'a chassis has claimed the port but has not installed all its flows',
    remedy: 'read the log of ovn-controller on that chassis',
    look: ({ guest, ...subject }) =>
      guest?.port.chassis && guest.port.up === false
        ? onPort({ guest, ...subject }, `is claimed by chassis ${guest.port.chassis.hostname} but is not up`)
        : undefined,
  },
} as const satisfies Checks;

const endedPod = ({ namespace, name, phase }: MachinePod): Found => ({
  text: `pod ${namespace}/${name} has ended (${phase}), so it has no logical port`,
  owner: { kind: 'Pod', namespace, name },
  remedy: 'start the VM again; the events and the log of the pod say why it ended',
});

/** The subject has a port: `port-missing` is checked first. */
const portName = ({ guest }: CheckSubject): string => guest!.port.logical_port;

const onPort = (subject: CheckSubject, what: string): Found => ({
  text: `port ${portName(subject)} ${what}`,
  ...portRow(subject),
});

/** The addresses that ovn-northd takes as fixed: without `unknown`, `router` and `dynamic`. */
function fixedAddresses({ owned, guest }: CheckSubject): readonly string[] {
  const texts = owned ? [...owned.port.addresses, owned.port.dynamic_addresses ?? ''] : guest!.port.mac;
  return texts.filter(text => text !== '' && text !== 'unknown' && text !== 'router' && !isDynamic(text));
}

/** Whether ovn-northd chooses the addresses, and the source does not have the row that names them. */
const isChosenByOvn = ({ owned, guest }: CheckSubject): boolean => !owned && guest!.port.mac.some(isDynamic);

const hasIPv4 = (subject: CheckSubject): boolean =>
  fixedAddresses(subject).some(text => parseLspAddresses(text)?.networks.some(({ family }) => family === 4));

/** Whether the text has more than a MAC and addresses, or has no MAC. */
const isCut = (text: string): boolean => parseLspAddresses(text)?.isCut ?? true;

/** From its row; if there is no row, from the flow that drops its packets. */
const isDisabled = (subject: CheckSubject): boolean =>
  subject.owned ? subject.owned.port.enabled === false : barrier(subject).flow !== undefined;

function barrier({ guest, owned, sources }: CheckSubject): Pick<Found, 'flow'> {
  if (owned || !guest || guest.dhcpFlow) return {};
  const flow = sources.barriers().get(guest.port.logical_port);
  return flow && flow.priority >= 100 ? { flow } : {};
}

const ASK_FOR_IPV6 =
  'if the network is for IPv6 only, ask with -6: the guest gets its address by DHCPv6; else give the network an IPv4 subnet';

const OWN_HOSTNAME =
  'give each VM of the namespace its own spec.template.spec.hostname, or none, and start it again: this is no migration';

/** Another VM with the same DHCP options, which OVN-Kubernetes makes for each hostname. */
function namesakeOf({ guest, owned, sources }: CheckSubject): string | undefined {
  const options = owned?.port.dhcpv4_options ?? owned?.port.dhcpv6_options;
  if (!options || guest?.vm === undefined) return undefined;
  const sharing = [...sources.nbPorts().values()].filter(
    ({ port }) => port.dhcpv4_options === options || port.dhcpv6_options === options,
  );
  const names = sharing.map(({ port }) => whoIs(port.name, port.external_ids, sources.machineOf()));
  const other = names.find(({ vm, name }) => vm !== undefined && name !== guest.name);
  return other && `VM ${other.name}`;
}

/** A VM that migrates has two ports. */
function otherPort({ guest, sources }: CheckSubject): string {
  const siblings = guest?.vm === undefined ? [] : sources.guestsByMachine().get(guest.name)!;
  const other = siblings.find(each => each !== guest && each.port.datapath === guest?.port.datapath && each.dhcpFlow);
  if (other) return `, as during a live migration; the VM now uses port ${other.port.logical_port}`;
  return siblings.length > 1 ? '; the other port of the VM has no flow that answers DHCP requests either' : '';
}

/** The guest, if its port should be bound to a chassis but is not. */
function unbound({ guest, sources }: CheckSubject): Guest | undefined {
  if (!guest || sources.isCompiled || sources.isDump || !sources.isLive()) return undefined;
  return guest.port.type === '' && !guest.port.chassis ? guest : undefined;
}

/** ovn-northd writes into the northbound row whether a chassis has the port. */
const isDown = ({ owned, sources }: CheckSubject): boolean =>
  sources.isCompiled && owned?.port.type === '' && owned.port.up === false && sources.isLive();
