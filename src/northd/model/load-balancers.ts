/**
 * Load balancers with parsed VIPs and backends. A VIP with an invalid backend is left out as a whole. Truth: lib/lb.c
 * (`ovn_lb_vip_init`) and northd/lb.c (`ovn_northd_lb_init`).
 */

import { type HostPort, parseHostPort } from '../../base/address-forms/host-port.ts';
import { type Diagnostic, warning } from '../../base/diagnostic.ts';
import { type Address, type Family, printAddress } from '../../base/ip.ts';
import type { NbRow } from '../../ovn/schema/nb.ts';
import { integer, isTrue } from '../../ovn/schema/option-values.ts';
import type { Has } from '../differences/differences.ts';
import { type BackendPort, parseBackendPort } from './backend-ports.ts';
import { type MadeFor, madeFor } from './made-for.ts';

export interface Backend {
  readonly ip: string;
  /** Absent if the VIP has no port, and if the port is a template variable. */
  readonly port?: number;
  /** The port as flows write it, even a template variable. */
  readonly portText?: string;
  /** The switch port of a backend of a distributed load balancer, if it is known. */
  readonly logicalPort?: string;
  /** If the VIP has a health check: the monitored switch port, and the source address of the checks. */
  readonly monitor?: Required<BackendPort>;
}

export interface Vip {
  readonly ip: string;
  readonly port?: string;
  readonly family: Family;
  readonly address?: Address;
  readonly backends: readonly Backend[];
  /** The backends as written in the northbound row. */
  readonly backendsText: string;
  readonly healthCheck?: NbRow<'Load_Balancer_Health_Check'>;
}

export type Protocol = 'tcp' | 'udp' | 'sctp';

export interface LoadBalancer {
  readonly nb: NbRow<'Load_Balancer'>;
  readonly madeFor: MadeFor;
  readonly protocol: Protocol;
  readonly vips: readonly Vip[];
  /** Seconds; 0 without affinity. */
  readonly affinityTimeout: number;
  readonly rejectsWhenEmpty: boolean;
  /** Whether balanced connections keep their source address, even if the router would replace it. */
  readonly skipsSnat: boolean;
  /** Whether each chassis balances to its own backends. */
  readonly isDistributed: boolean;
  /** Whether backends are chosen without connection tracking, as far as the release can. */
  readonly isStateless: boolean;
  /** Whether other routers at the router's switches get routes to the VIPs. */
  readonly isRoutable: boolean;
}

const MAX_AFFINITY_TIMEOUT = 65535;

export function parseLoadBalancer(nb: NbRow<'Load_Balancer'>, has: Has, diagnostics: Diagnostic[]): LoadBalancer {
  const isDistributed = has('distributedBalancing') && isTrue(nb.options, 'distributed');
  const vips = [...nb.vips].map(([key, value]) => ({ key, vip: parseVip({ nb, isDistributed, has }, key, value) }));
  for (const { key, vip } of vips) {
    const [code, problem] = problemOf(key, vip) ?? [];
    if (code) diagnostics.push(warning(code, `Load_Balancer ${nb.name}: VIP ${key} or one of its backends ${problem}`));
  }
  return {
    nb,
    madeFor: madeFor('Load_Balancer', nb),
    protocol: nb.protocol === 'udp' || nb.protocol === 'sctp' ? nb.protocol : 'tcp',
    vips: vips.flatMap(({ vip }) => vip ?? []),
    affinityTimeout: Math.min(Math.max(0, integer(nb.options, 'affinity_timeout')), MAX_AFFINITY_TIMEOUT),
    rejectsWhenEmpty: isTrue(nb.options, 'reject'),
    skipsSnat: isTrue(nb.options, 'skip_snat'),
    isDistributed,
    isStateless: isTrue(nb.options, 'use_stateless_nat'),
    isRoutable: isTrue(nb.options, 'add_route') && !isTrue(nb.options, 'template'),
  };
}

function problemOf(key: string, vip: Vip | undefined): readonly [code: string, problem: string] | undefined {
  if (!vip) return ['bad-vip', 'is invalid; the VIP is left out'];
  if (!`${key}${vip.backendsText}`.includes('%')) return undefined;
  const meaning = 'ovn-northd needs that interface on its own machine, and no program can parse the flows';
  return ['vip-scope', `has an interface in its address: ${meaning}`];
}

/** A VIP or backend as `IP`, `IP:PORT` or `[IP]:PORT`. */
export function printEndpoint({ ip, port }: Pick<Vip | Backend, 'ip' | 'port'>, family: Family): string {
  if (port === undefined) return ip;
  return family === 6 ? `[${ip}]:${port}` : `${ip}:${port}`;
}

interface VipSource {
  readonly nb: NbRow<'Load_Balancer'>;
  readonly isDistributed: boolean;
  readonly has: Has;
}

/** The port of a backend, if the VIP has to know it. */
type PortOf = (backend: Pick<Backend, 'ip'>) => Pick<Backend, 'logicalPort' | 'monitor'>;

function parseVip(source: VipSource, key: string, value: string): Vip | undefined {
  return isTrue(source.nb.options, 'template') ? templateVip(source, key, value) : explicitVip(source, key, value);
}

/** `family` is that of the VIP. A template variable counts as an IPv6 address here. */
function portsOf({ nb, isDistributed, has }: VipSource, family: Family, isChecked: boolean): PortOf {
  return ({ ip }) => {
    const mapping = isChecked || isDistributed ? nb.ip_port_mappings.get(family === 6 ? `[${ip}]` : ip) : undefined;
    const found = mapping === undefined ? undefined : parseBackendPort(mapping, isChecked || !isDistributed, has);
    const { logicalPort, sourceIp, isRemote = false } = found ?? {};
    if (logicalPort === undefined) return {};
    return { logicalPort, ...(isChecked && sourceIp ? { monitor: { logicalPort, sourceIp, isRemote } } : {}) };
  };
}

function explicitVip(source: VipSource, key: string, value: string): Vip | undefined {
  const { nb } = source;
  const vip = parseEndpoint(key);
  if (!vip) return undefined;
  const healthCheck = nb.protocol === 'sctp' ? undefined : nb.health_check.find(check => check.vip === key);
  const portOf = portsOf(source, vip.family, healthCheck !== undefined);
  const backends = explicitBackends(value, vip.family, vip.port > 0, portOf);
  if (!backends) return undefined;
  return {
    ip: printIp(vip),
    ...(vip.port ? { port: String(vip.port) } : {}),
    family: vip.family,
    address: vip,
    backends,
    backendsText: value,
    ...(healthCheck ? { healthCheck } : {}),
  };
}

/** The port is 0 if none is given. */
type Endpoint = Address & Pick<HostPort, 'port' | 'scope'>;

const printIp = (endpoint: Endpoint): string =>
  endpoint.scope === undefined ? printAddress(endpoint) : `${printAddress(endpoint)}%${endpoint.scope}`;

/** Undefined if one of them is invalid, or differs from the VIP in its family or in whether it has a port. */
function explicitBackends(text: string, family: Family, hasPort: boolean, portOf: PortOf): Backend[] | undefined {
  const endpoints = text.split(',').filter(Boolean).map(parseEndpoint);
  const fits = endpoints.every(endpoint => endpoint?.family === family && endpoint.port > 0 === hasPort);
  return fits ? endpoints.map(endpoint => explicitBackend(endpoint!, portOf)) : undefined;
}

function explicitBackend(endpoint: Endpoint, portOf: PortOf): Backend {
  const ip = printIp(endpoint);
  const { port } = endpoint;
  return { ip, ...(port ? { port, portText: String(port) } : {}), ...portOf({ ip }) };
}

function parseEndpoint(text: string): Endpoint | undefined {
  const found = parseHostPort(text);
  if (!found) return undefined;
  const { address, ...others } = found;
  return { ...address, ...others };
}

/** `^VIP[:^PORT]` with backends `^BACKEND[:^PORT]`, or explicit ones; ovn-controller replaces the variables. */
function templateVip(source: VipSource, key: string, value: string): Vip | undefined {
  const { nb } = source;
  const portOf = portsOf(source, 6, false);
  const [ip, port, ...rest] = partsOf(key);
  const family = (nb.options.get('address-family') ?? 'ipv4') === 'ipv4' ? 4 : 6;
  const texts = value.split(',').filter(Boolean);
  const backends = texts.every(text => [1, 2].includes(partsOf(text).length))
    ? texts.map(text => templateBackend(text, portOf))
    : explicitBackends(value, family, port !== undefined, portOf);
  if (!ip || rest.length || !backends) return undefined;
  return {
    ip,
    ...(port ? { port } : {}),
    family,
    backends,
    backendsText: value,
  };
}

function templateBackend(text: string, portOf: PortOf): Backend {
  const [ip = '', portText] = partsOf(text);
  return { ip, ...(portText === undefined ? {} : { portText }), ...portOf({ ip }) };
}

const partsOf = (text: string): string[] => text.split(':').filter(Boolean);
