/**
 * Northbound rows to southbound rows and logical flows, as ovn-northd writes them, to the letter. The flows are those
 * of logical switches; routers appear as rows only. Assumed of the chassis: all features of a current ovn-controller,
 * and ports of VMs that are up. Truth: northd/northd.c and man ovn-northd of the release at hand; the rules stand in
 * the order of `build_lswitch_and_lrouter_flows`.
 */
import type { Diagnostic } from '../base/diagnostic.ts';
import { remember } from '../base/remember.ts';
import type { LogicalNetwork } from '../network/logical-network.ts';
import type { Nb } from '../network/nb.ts';
import { registersOf } from '../release/registers.ts';
import type { Release } from '../release/release.ts';
import { stagesOf } from '../release/stages.ts';
import type { Context, Rule } from './context.ts';
import { type FlowTable, newFlowTable } from './flow-table.ts';
import { aclTables } from './model/acl-tables.ts';
import type { Router, Switch, SwitchPort } from './model/datapath.ts';
import { readGlobalOptions } from './model/global-options.ts';
import { joinTopology, type Topology } from './model/join.ts';
import { joinLoadBalancers, type LoadBalancers } from './model/join-load-balancers.ts';
import { routerNats } from './model/router-nats.ts';
import { switchState } from './model/switch-state.ts';
import { southboundRows } from './rows/southbound-rows.ts';
import { aclActions } from './switch/acl-action.ts';
import { aclDefaults } from './switch/acl-defaults.ts';
import { acls } from './switch/acl-eval.ts';
import { aclHints } from './switch/acl-hint.ts';
import { logRelated } from './switch/acl-log.ts';
import { aclSampleDefaults, aclSamples } from './switch/acl-sample.ts';
import { arpFromLocalnet, arpResponder, arpResponderDefault } from './switch/arp-nd-responder.ts';
import { dhcpOptions } from './switch/dhcp-options.ts';
import { dhcpRelay } from './switch/dhcp-relay.ts';
import { dhcpAndDnsDefaults, dns } from './switch/dns.ts';
import { externalPorts } from './switch/external-port.ts';
import { fdbDefaults, learnFdb } from './switch/fdb.ts';
import { forwardingGroups } from './switch/forwarding-group.ts';
import { lbHairpin, vtepHairpin } from './switch/hairpin.ts';
import { l2Unknown, natLookup, unicastLookup } from './switch/l2-lookup.ts';
import { emptyLbEvents, lbPreStateful, lbRules, type SwitchLoadBalancer } from './switch/lb.ts';
import { lbAffinity, lbAffinityDefaults } from './switch/lb-affinity.ts';
import { groupLookup, unregisteredMulticast } from './switch/multicast.ts';
import { admissionControl, outputPortSecurity, packetTooBig, portSecurity } from './switch/port-security.ts';
import { preAcl, preAclDefaults } from './switch/pre-acl.ts';
import { preLb, preLbDefaults } from './switch/pre-lb.ts';
import { preStateful } from './switch/pre-stateful.ts';
import { proxyArp } from './switch/proxy-arp.ts';
import { qos } from './switch/qos.ts';
import { routerNatArp, routerPortArp } from './switch/router-arp.ts';
import { type MonitoredBackend, monitoredBackends, serviceMonitorResponder } from './switch/service-monitor.ts';
import { stateful } from './switch/stateful.ts';
import { virtualPorts } from './switch/virtual-port.ts';

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
