/**
 * Northbound rows to southbound rows and logical flows, as ovn-northd writes them, to the letter. The flows are those
 * of logical switches; routers appear as rows only. Assumed of the chassis: all features of a current ovn-controller,
 * and ports of VMs that are up. Truth: northd/northd.c and man ovn-northd of the release at hand; the rules stand in
 * the order of `build_lswitch_and_lrouter_flows`.
 */
import { checkArgument } from '../base/argument.ts';
import type { Diagnostic } from '../base/diagnostic.ts';
import { remember } from '../base/remember.ts';
import type { LogicalNetwork } from '../network/logical-network.ts';
import { registersOf } from '../ovn/release/registers.ts';
import type { Release } from '../ovn/release/release.ts';
import { stagesOf } from '../ovn/release/stages.ts';
import type { Nb } from '../ovn/schema/nb.ts';
import type { Context, Rule } from './flows/context.ts';
import { type FlowTable, newFlowTable } from './flows/flow-table.ts';
import { aclActions } from './flows/switch/acl/acl-action.ts';
import { aclDefaults } from './flows/switch/acl/acl-defaults.ts';
import { acls } from './flows/switch/acl/acl-eval.ts';
import { aclHints } from './flows/switch/acl/acl-hint.ts';
import { logRelated } from './flows/switch/acl/acl-log.ts';
import { aclSampleDefaults, aclSamples } from './flows/switch/acl/acl-sample.ts';
import { preAcl, preAclDefaults } from './flows/switch/acl/pre-acl.ts';
import { dhcpOptions } from './flows/switch/dhcp/dhcp-options.ts';
import { dhcpRelay } from './flows/switch/dhcp/dhcp-relay.ts';
import { arpFromLocalnet, arpResponder, arpResponderDefault } from './flows/switch/l2/arp-nd-responder.ts';
import { dhcpAndDnsDefaults, dns } from './flows/switch/l2/dns.ts';
import { externalPorts } from './flows/switch/l2/external-port.ts';
import { fdbDefaults, learnFdb } from './flows/switch/l2/fdb.ts';
import { forwardingGroups } from './flows/switch/l2/forwarding-group.ts';
import { l2Unknown, natLookup, unicastLookup } from './flows/switch/l2/l2-lookup.ts';
import { groupLookup, unregisteredMulticast } from './flows/switch/l2/multicast.ts';
import { admissionControl, outputPortSecurity, packetTooBig, portSecurity } from './flows/switch/l2/port-security.ts';
import { proxyArp } from './flows/switch/l2/proxy-arp.ts';
import { qos } from './flows/switch/l2/qos.ts';
import { routerNatArp, routerPortArp } from './flows/switch/l2/router-arp.ts';
import {
  type MonitoredBackend,
  monitoredBackends,
  serviceMonitorResponder,
} from './flows/switch/l2/service-monitor.ts';
import { virtualPorts } from './flows/switch/l2/virtual-port.ts';
import { lbHairpin, vtepHairpin } from './flows/switch/lb/hairpin.ts';
import { emptyLbEvents, lbPreStateful, lbRules, type SwitchLoadBalancer } from './flows/switch/lb/lb.ts';
import { lbAffinity, lbAffinityDefaults } from './flows/switch/lb/lb-affinity.ts';
import { preLb, preLbDefaults } from './flows/switch/lb/pre-lb.ts';
import { preStateful } from './flows/switch/lb/pre-stateful.ts';
import { stateful } from './flows/switch/lb/stateful.ts';
import { aclTables } from './model/acl-tables.ts';
import type { Router, Switch, SwitchPort } from './model/datapath.ts';
import { readGlobalOptions } from './model/global-options.ts';
import { joinTopology, type Topology } from './model/join/join.ts';
import { joinLoadBalancers, type LoadBalancers } from './model/join/join-load-balancers.ts';
import { routerNats } from './model/router-nats.ts';
import { switchState } from './model/switch-state.ts';
import { southboundRows } from './rows/southbound-rows.ts';

export interface CompileOptions {
  /** One of RELEASES; in any other only the numbers of tables are that release's own. */
  readonly release: Release;
}

export interface Compiled {
  readonly network: LogicalNetwork;
  readonly diagnostics: readonly Diagnostic[];
}

const SWITCH_RULES: readonly Rule<Switch>[] = [
  preAclDefaults,
  preLbDefaults,
  preStateful,
  qos,
  stateful,
  vtepHairpin,
  forwardingGroups,
  admissionControl,
  fdbDefaults,
  arpResponderDefault,
  dns,
  dhcpAndDnsDefaults,
  groupLookup,
  outputPortSecurity,
  lbAffinityDefaults,
  l2Unknown,
  unregisteredMulticast,
];

const SWITCH_PORT_RULES: readonly Rule<SwitchPort>[] = [
  portSecurity,
  learnFdb,
  arpFromLocalnet,
  virtualPorts,
  arpResponder,
  proxyArp,
  dhcpOptions,
  externalPorts,
  packetTooBig,
  routerPortArp,
  unicastLookup,
  dhcpRelay,
  routerNatArp,
  natLookup,
];

const MONITORED_BACKEND_RULES: readonly Rule<MonitoredBackend>[] = [serviceMonitorResponder];

const LOAD_BALANCER_RULES: readonly Rule<SwitchLoadBalancer>[] = [emptyLbEvents, lbPreStateful, lbAffinity, lbRules];

const STATEFUL_RULES: readonly Rule<Switch>[] = [
  preAcl,
  preLb,
  aclHints,
  aclDefaults,
  aclSampleDefaults,
  logRelated,
  acls,
  aclSamples,
  aclActions,
  lbHairpin,
];

/** Rows that ovn-northd would leave out, or warn of, get a diagnostic each; all others are compiled. */
export function compile(nb: Nb, { release }: CompileOptions): Compiled {
  checkArgument(Array.isArray(nb?.Logical_Switch), 'compile: nb', 'an object of northbound tables, each an Array', nb);
  const diagnostics: Diagnostic[] = [];
  const report = (diagnostic: Diagnostic): void => void diagnostics.push(diagnostic);
  const options = readGlobalOptions(nb);
  const topology = joinTopology(nb, diagnostics);
  const loadBalancers = joinLoadBalancers(nb, options.installsRouterLoadBalancers, diagnostics);
  const natsOf = remember((router: Router) => routerNats(router, loadBalancers.ofRouter(router), report));
  const stages = stagesOf(release);
  const context: Context = {
    release,
    registers: registersOf(release),
    options,
    tableOf: stage => stages.get(stage)!.table,
    aclTables: aclTables(nb),
    switchPorts: topology.switchPorts,
    stateOf: remember(switchState),
    natsOf,
    report,
  };
  const table = newFlowTable(stages);
  applyRules(topology, loadBalancers, context, table);
  const rows = southboundRows({ ...context, nb, topology, loadBalancers });
  return { network: Object.assign(rows, { flows: table.sorted() }), diagnostics };
}

function applyRules({ switches, switchPorts }: Topology, lbs: LoadBalancers, context: Context, table: FlowTable): void {
  const apply = <S>(rules: readonly Rule<S>[], subject: S, ls: Switch) => {
    for (const rule of rules) table.add(ls, rule(subject, context));
  };
  for (const ls of switches) apply(SWITCH_RULES, ls, ls);
  for (const port of switchPorts.values()) apply(SWITCH_PORT_RULES, port, port.datapath);
  for (const backend of monitoredBackends(lbs.all, context)) {
    apply(MONITORED_BACKEND_RULES, backend, backend.port.datapath);
  }
  for (const ls of switches) for (const lb of lbs.ofSwitch(ls)) apply(LOAD_BALANCER_RULES, { ls, lb }, ls);
  for (const ls of switches) apply(STATEFUL_RULES, ls, ls);
}
