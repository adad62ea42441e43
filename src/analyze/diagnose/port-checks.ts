/**
 * The logical port: whether it is there, enabled, addressed, and bound to a chassis. ovn-northd makes the flows for DHCP of
 * ports that are enabled and have an IPv4 address (northd/northd.c, OVN 25.03), ovn-controller answers on the chassis that
 * has the port.
 */
import { parseLspAddresses } from '../../base/address-forms/lsp-addresses.ts';
import { POD_ANNOTATIONS } from '../../kubernetes/annotations.ts';
import type { Guest } from '../guests/guest.ts';
import { type Checks, type Found, seen } from './check.ts';
import { portRow } from './port-row.ts';
import type { CheckSubject } from './subject.ts';

const RECREATE = 'delete the virt-launcher pod, or migrate the VM, so that OVN-Kubernetes makes the port anew';

export const PORT_CHECKS = {
  'port-missing': {
    means: 'there is no logical port for the VM',
    remedy:
      'look for the reason in the log of ovnkube-controller on the node; if the port is northbound only, in that of ovn-northd',
    look: subject => {
      if (subject.guest) return undefined;
      const { owned, name } = subject;
      if (!owned) return { text: `${name} has no logical port` };
      const text = `port ${owned.port.name} is in the northbound database and not in the southbound one`;
      return { text, ...seen('Logical_Switch_Port', owned.port.name, owned.port) };
    },
  },
  'port-disabled': {
    means: 'the port is disabled: ovn-northd makes no flows for it that answer or deliver',
    remedy: 'while a VM migrates, one of its two ports is disabled; if it stays so, finish or cancel the migration',
    look: subject => {
      if (!isDisabled(subject)) return undefined;
      const text = `port ${portName(subject)} is disabled${otherPort(subject)}`;
      return { text, ...portRow(subject), ...barrier(subject) };
    },
  },
  'port-addresses-missing': {
    means: 'the port has no addresses, so there is none to offer',
    remedy: RECREATE,
    look: subject =>
      fixedAddresses(subject).length === 0 && !subject.sources.isDump
        ? { text: `port ${portName(subject)} has no addresses`, ...portRow(subject) }
        : undefined,
  },
  'port-addresses-malformed': {
    means: 'the addresses of the port are not a MAC and IP addresses; ovn-northd passes over what it cannot read',
    remedy: `write addresses as "MAC IP..."; with OVN-Kubernetes, look at the annotation ${POD_ANNOTATIONS.podNetworks} of the pod`,
    look: subject => {
      const text = hasIPv4(subject) ? undefined : fixedAddresses(subject).find(isCut);
      return text === undefined ? undefined : onPort(subject, `has addresses that cannot be read: "${text}"`);
    },
  },
  'port-ipv4-missing': {
    means: 'the port has no IPv4 address, so there is none to offer',
    remedy: 'give the network an IPv4 subnet, or the guest a static address',
    look: subject => {
      const texts = fixedAddresses(subject);
      if (texts.length === 0 || hasIPv4(subject)) return undefined;
      return onPort(subject, `has no IPv4 address: "${texts.join('", "')}"`);
    },
  },
  'requested-chassis-unknown': {
    means: 'the port is to be on a chassis that does not exist, so no chassis claims it',
    remedy: 'start ovn-controller on that node, or look whether its system-id and hostname are what they were',
    look: subject => {
      const wanted = unbound(subject)?.port.options.get('requested-chassis');
      const known = subject.sources.network.Chassis.flatMap(({ name, hostname }) => [name, hostname]);
      if (wanted === undefined || wanted.split(',').some(name => known.includes(name))) return undefined;
      return onPort(subject, `requests chassis ${wanted}, which is not in the southbound database`);
    },
  },
  'port-unbound': {
    means: 'no chassis has claimed the port, so no ovn-controller answers',
    remedy: 'look whether the pod runs, and for external_ids:iface-id of its interface in Open vSwitch on the node',
    look: subject => (unbound(subject) || isDown(subject) ? onPort(subject, 'is bound to no chassis') : undefined),
  },
  'port-down': {
    means: 'a chassis has claimed the port and has not finished its flows',
    remedy: 'look at the log of ovn-controller on that chassis',
    look: ({ guest, ...subject }) =>
      guest?.port.chassis && guest.port.up === false
        ? onPort({ guest, ...subject }, `is claimed by chassis ${guest.port.chassis.hostname}, and not up`)
        : undefined,
  },
} as const satisfies Checks;

/** Of a subject that is not without a port: `port-missing` comes first. */
const portName = ({ guest }: CheckSubject): string => guest!.port.logical_port;

const onPort = (subject: CheckSubject, what: string): Found => ({
  text: `port ${portName(subject)} ${what}`,
  ...portRow(subject),
});

/** As ovn-northd sees them: without what is no fixed address. */
function fixedAddresses({ owned, guest }: CheckSubject): readonly string[] {
  const texts = owned ? [...owned.port.addresses, owned.port.dynamic_addresses ?? ''] : guest!.port.mac;
  return texts.filter(text => text !== '' && text !== 'unknown' && text !== 'router' && !/\bdynamic\b/.test(text));
}

const hasIPv4 = (subject: CheckSubject): boolean =>
  fixedAddresses(subject).some(text => parseLspAddresses(text)?.networks.some(({ family }) => family === 4));

/** Whether there is more in it than a MAC and addresses. */
const isCut = (text: string): boolean => parseLspAddresses(text)?.isCut ?? true;

/** By its row; where there is none, by the flow that keeps its packets out. */
const isDisabled = (subject: CheckSubject): boolean =>
  subject.owned ? subject.owned.port.enabled === false : barrier(subject).flow !== undefined;

function barrier({ guest, owned, sources }: CheckSubject): Pick<Found, 'flow'> {
  if (owned || !guest || guest.dhcpFlow) return {};
  const flow = sources.barriers().get(guest.port.logical_port);
  return flow && flow.priority >= 100 ? { flow } : {};
}

/** A VM that migrates has two ports. */
function otherPort({ guest, sources }: CheckSubject): string {
  const siblings = guest?.vm === undefined ? [] : sources.guestsByMachine().get(guest.name)!;
  const other = siblings.find(each => each !== guest && each.port.datapath === guest?.port.datapath && each.dhcpFlow);
  return other ? `, as in a live migration; ${other.port.logical_port} is the VM's port now` : '';
}

/** The guest, if its port should be bound here and is not. */
function unbound({ guest, sources }: CheckSubject): Guest | undefined {
  if (!guest || sources.isCompiled || sources.isDump || !sources.isLive()) return undefined;
  return guest.port.type === '' && !guest.port.chassis ? guest : undefined;
}

/** ovn-northd notes in the northbound row whether a chassis has the port. */
const isDown = ({ owned, sources }: CheckSubject): boolean =>
  sources.isCompiled && owned?.port.type === '' && owned.port.up === false && sources.isLive();
