/**
 * The DHCP_Options row of the port: what ovn-northd requires before it makes a flow, and whether ovn-controller can parse
 * the values (northd/northd.c, build_dhcpv4_action(); lib/actions.c; OVN 25.03).
 */

import { parseLspAddresses } from '../../base/address-forms/lsp-addresses.ts';
import { fits, parseAddress, parseMasked } from '../../base/ip.ts';
import { LABELS } from '../../kubernetes/labels.ts';
import { findDhcpOption } from '../../ovn/options/dhcp-options.ts';
import type { NbRow } from '../../ovn/schema/nb.ts';
import { PATH_REASONS } from '../lease/no-reply.ts';
import { type Check, type Checks, type Found, seen } from './check.ts';
import { macFault, optionFault } from './option-form.ts';
import { portRow } from './port-row.ts';
import type { CheckSubject } from './subject.ts';

type OptionsRow = NbRow<'DHCP_Options'>;

const REMAKE =
  'OVN-Kubernetes writes the row when it creates the port: restart ovnkube-controller on the node, or delete the virt-launcher pod';

export const OPTIONS_CHECKS = {
  'dhcp-options-missing': {
    means: 'the port has no DHCP options, and there is no DHCP_Options row for the VM',
    remedy:
      `OVN-Kubernetes creates the row for pods with the label ${LABELS.virtualMachine} on a primary Layer2 network, and old releases delete ` +
      'it on a restart: restart ovnkube-controller on the node',
    look: subject => {
      if (!lacksOptions(subject) || isPlainPod(subject) || strayOptions(subject)) return undefined;
      const text = `port ${subject.owned.port.name} has no dhcpv4_options, and there is no DHCP_Options row for ${subject.name}`;
      return { text, ...portRow(subject) };
    },
  },
  'dhcp-options-unset': {
    means: 'dhcpv4_options of the port is not set',
    remedy: 'set dhcpv4_options of the logical port to the DHCP_Options row of the VM',
    look: subject => unset(subject),
  },
  'server-id-missing': requiredKey('server_id'),
  'server-mac-missing': requiredKey('server_mac'),
  'lease-time-missing': requiredKey('lease_time'),
  'cidr-malformed': {
    means:
      'the cidr of the DHCP options is not an IPv4 network; ovn-northd then leaves the flow out and reports nothing',
    remedy: 'set cidr to the subnet of the network, as ADDRESS/LENGTH or ADDRESS/MASK',
    look: ofOptions(row =>
      parseMasked(row.cidr)?.family === 4 ? undefined : `cidr "${row.cidr}" of the DHCP options is not an IPv4 network`,
    ),
  },
  'offer-outside-cidr': {
    means:
      "none of the port's addresses is in the cidr of its DHCP options; ovn-northd then leaves the flow out and reports nothing",
    remedy: 'let the port refer to the DHCP options of its own subnet, or give the port an address in their cidr',
    look: ofOptions(({ cidr }, subject) => {
      const network = parseMasked(cidr);
      const addresses = addressesOf(subject);
      if (!network || addresses.length === 0 || addresses.some(address => fits(network, address))) return undefined;
      return `none of the port's addresses (${subject.owned.port.addresses.join(', ')}) is in cidr ${cidr} of its DHCP options`;
    }),
  },
  'option-unknown': {
    means: 'the DHCP options have a name that OVN does not know; ovn-controller then rejects the whole flow',
    remedy: 'remove the option, or write its name as in the ovn-nb manual',
    look: ofOptions(row => {
      const name = optionNames(row).find(each => !findDhcpOption(each));
      return name === undefined ? undefined : `OVN has no DHCP option "${name}"`;
    }),
  },
  'option-malformed': {
    means: 'a DHCP option has a value that OVN cannot parse; ovn-controller then rejects the whole flow',
    remedy:
      'write the value as in the ovn-nb manual: lists as {A, B}, strings in quotation marks, numbers without them',
    look: ofOptions((row, subject) => malformedOption(row) ?? malformedHostname(subject)),
  },
  'dhcp-relayed': {
    means: 'the switch relays DHCP requests, so ovn-northd makes no flows that answer them',
    remedy:
      'remove other_config:dhcp_relay_port from the switch, or check the server to which the relay sends the requests',
    look: subject => {
      const relay = subject.owned?.ls.other_config.get('dhcp_relay_port');
      if (relay === undefined || !subject.owned) return undefined;
      const { ls } = subject.owned;
      return {
        text: `switch ${ls.name} relays DHCP requests through ${relay}`,
        ...seen('Logical_Switch', ls.name, ls),
      };
    },
  },
} as const satisfies Checks;

type WithRow = CheckSubject & Required<Pick<CheckSubject, 'owned'>>;

/** A check of the row that the port refers to. */
function ofOptions(judge: (row: OptionsRow, subject: WithRow) => string | undefined): Check['look'] {
  return subject => {
    const row = subject.owned?.port.dhcpv4_options;
    const text = row && judge(row, subject as WithRow);
    return row && text !== undefined ? { text, ...seen('DHCP_Options', row.cidr, row) } : undefined;
  };
}

function requiredKey(key: string): Check {
  return {
    means: `the DHCP options lack ${key}, so ovn-northd makes no flow`,
    remedy: `${REMAKE}; if something else created the row, add all of server_id, server_mac and lease_time`,
    look: ofOptions(({ options }) => (options.has(key) ? undefined : `the DHCP options lack the required key ${key}`)),
  };
}

const lacksOptions = (subject: CheckSubject): subject is WithRow =>
  subject.owned !== undefined && !subject.owned.port.dhcpv4_options;

/** A row of the VM, or else a row without an owner, whose cidr has an address of the port. */
function strayOptions(subject: WithRow): OptionsRow | undefined {
  const { sources, name } = subject;
  const isForPort = ({ cidr }: OptionsRow): boolean => {
    const network = parseMasked(cidr);
    return network !== undefined && addressesOf(subject).some(address => fits(network, address));
  };
  return [...(sources.optionsByMachine().get(name) ?? []), ...(sources.optionsByMachine().get('') ?? [])].find(
    isForPort,
  );
}

/** A pod that does not run a virtual machine. */
const isPlainPod = ({ guest }: CheckSubject): boolean => guest?.pod !== undefined && guest.vm === undefined;

function unset(subject: CheckSubject): Found | undefined {
  const { guest } = subject;
  if (lacksOptions(subject)) {
    if (isPlainPod(subject)) return { text: noReplyText(subject), ...portRow(subject), remedy: NO_VM };
    const row = strayOptions(subject)!;
    const text = `port ${subject.owned.port.name} has no dhcpv4_options, but there is a DHCP_Options row for ${row.cidr}`;
    const found = seen('DHCP_Options', row.cidr, row);
    return { text, ...found, owner: found.owner ?? portRow(subject).owner };
  }
  if (subject.owned || !guest || guest.dhcpFlow) return undefined;
  return {
    text: noReplyText(subject),
    remedy: isPlainPod(subject) ? NO_VM : 'add the northbound database to see the reason',
  };
}

const NO_VM = 'nothing: OVN-Kubernetes configures the address of a pod without DHCP';

const noReplyText = ({ exchanges }: CheckSubject): string =>
  exchanges.at(-1)?.noReply?.text ?? PATH_REASONS['dhcp-options-unset'];

const addressesOf = ({ owned: { port } }: WithRow) =>
  [...port.addresses, port.dynamic_addresses ?? ''].flatMap(text => parseLspAddresses(text)?.networks ?? []);

/** `server_mac` is not an option: ovn-northd puts it into `eth.src`. */
const optionNames = ({ options }: OptionsRow): string[] => [...options.keys()].filter(name => name !== 'server_mac');

function malformedOption(row: OptionsRow): string | undefined {
  for (const [name, value] of row.options) {
    const fault = name === 'server_mac' ? macFault(value) : optionFault(name, value);
    if (fault !== undefined) return `DHCP option ${name} has the value ${value || '(empty)'}: ${fault}`;
  }
  const server = row.options.get('server_id')!;
  return parseAddress(server)?.family === 4 ? undefined : `DHCP option server_id is not an IPv4 address: ${server}`;
}

/** A port may have its own hostname, which overrides the one of the row. */
function malformedHostname({ owned }: WithRow): string | undefined {
  const hostname = owned.port.options.get('hostname');
  const fault = hostname === undefined ? undefined : optionFault('hostname', hostname);
  return fault === undefined ? undefined : `option hostname of the port has the value ${hostname}: ${fault}`;
}
