/** Converts northbound ports to ports of the model, one by one (`join_logical_ports_lsp`, `join_logical_ports_lrp`). */
import { warning } from '../../../base/diagnostic.ts';
import type { NbRow } from '../../../ovn/schema/nb.ts';
import { isDynamicAddress, type PortAddresses, routerPortAddresses } from '../addresses.ts';
import { madeFor } from '../made-for.ts';
import type { DraftRouter, DraftRouterPort, DraftSwitch, DraftSwitchPort, Drafts } from './draft.ts';

export function draftRouterPort(drafts: Drafts, datapath: DraftRouter, nb: NbRow<'Logical_Router_Port'>): void {
  const { name } = nb;
  const addresses = routerPortAddresses(nb);
  if (!addresses) {
    drafts.diagnostics.push(
      warning('bad-mac', `Logical_Router_Port ${name}: '${nb.mac}' is not a MAC address; the port is left out`),
    );
  } else if (isFree(drafts, 'Logical_Router_Port', name)) {
    const port: DraftRouterPort = {
      kind: 'router-port',
      nb,
      madeFor: madeFor('Logical_Router_Port', nb),
      name,
      quoted: quote(name),
      datapath,
      tunnelKey: 0,
      addresses,
      isRemote: false,
      namedBy: [],
    };
    datapath.ports.push(port);
    drafts.routerPorts.set(name, port);
  }
}

export function draftSwitchPort(drafts: Drafts, datapath: DraftSwitch, nb: NbRow<'Logical_Switch_Port'>): void {
  if (!isFree(drafts, 'Logical_Switch_Port', nb.name)) return;
  const port: DraftSwitchPort = {
    kind: 'switch-port',
    nb,
    madeFor: madeFor('Logical_Switch_Port', nb),
    name: nb.name,
    quoted: quote(nb.name),
    datapath,
    tunnelKey: 0,
    addresses: parseAddresses(drafts, nb, fixedAddresses(drafts, nb)),
    portSecurity: parseAddresses(
      drafts,
      nb,
      nb.port_security.map(drafts.has('vrrpPortSecurity') ? withoutVrrp : String),
    ),
    // Connected switches do not know each other's addresses, so any address can be reached through such a port.
    hasUnknown: nb.addresses.includes('unknown') || (nb.type === 'switch' && drafts.has('learnsRemoteMacs')),
  };
  datapath.ports.push(port);
  if (nb.type === 'localnet') datapath.localnetPorts.push(port);
  datapath.hasUnknown ||= port.hasUnknown;
  drafts.switchPorts.set(nb.name, port);
}

/** An entry of port security without the word that it is for the virtual router redundancy protocol. */
const withoutVrrp = (text: string): string => text.replace(/^VRRPv3./s, '');

/** A string constant of the flow language. */
export const quote = (text: string): string => JSON.stringify(text);

/** The explicit addresses, and the one chosen for `dynamic`. */
function fixedAddresses({ diagnostics }: Drafts, nb: NbRow<'Logical_Switch_Port'>): string[] {
  const { name, addresses, dynamic_addresses } = nb;
  const fixed = addresses.filter(text => text !== 'unknown' && text !== 'router' && !isDynamicAddress(text));
  if (!addresses.some(isDynamicAddress)) return fixed;
  if (dynamic_addresses) return [...fixed, dynamic_addresses];
  diagnostics.push(warning('dynamic-address', `Logical_Switch_Port ${name}: no address was chosen for 'dynamic' yet`));
  return fixed;
}

/** The addresses that have a MAC, up to their first invalid part. */
function parseAddresses(
  { diagnostics, parse }: Drafts,
  { name }: NbRow<'Logical_Switch_Port'>,
  texts: readonly string[],
): PortAddresses[] {
  const found: PortAddresses[] = [];
  for (const text of texts) {
    const addresses = parse(text);
    if (addresses) found.push(addresses);
    const problem = problemOf(addresses);
    if (problem) diagnostics.push(warning('bad-address', `Logical_Switch_Port ${name}: '${text}' ${problem}`));
  }
  return found;
}

function problemOf(addresses: ReturnType<Drafts['parse']>): string | undefined {
  if (!addresses) return 'has no MAC address; it is left out';
  return addresses.isCut ? 'has more than a MAC and IP addresses; the rest is left out' : undefined;
}

function isFree({ switchPorts, routerPorts, diagnostics }: Drafts, table: string, name: string): boolean {
  const isTaken = switchPorts.has(name) || routerPorts.has(name);
  if (isTaken)
    diagnostics.push(warning('duplicate-port', `${table} ${name}: another port has this name; this one is left out`));
  return !isTaken;
}
