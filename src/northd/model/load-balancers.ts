/**
 * Load balancers with parsed VIPs and backends. A VIP with an invalid backend is left out as a whole. Truth: lib/lb.c
 * (`ovn_lb_vip_init`) and northd/lb.c (`ovn_northd_lb_init`).
 */

import { type HostPort, parseHostPort } from '../../base/address-forms/host-port.ts';
import { type Diagnostic, warning } from '../../base/diagnostic.ts';
import { type Address, type Family, printAddress } from '../../base/ip.ts';
import type { NbRow } from '../../ovn/schema/nb.ts';
import { integer, isTrue } from '../../ovn/schema/option-values.ts';
import { type MadeFor, madeFor } from './made-for.ts';

export interface Backend {
  readonly ip: string;
  /** Absent if the VIP has no port, and if the port is a template variable. */
  readonly port?: number;
  /** The port as flows write it, even a template variable. */
  readonly portText?: string;
  /** If the VIP has a health check: the monitored switch port, and the source address of the checks. */
  readonly monitor?: { readonly logicalPort: string; readonly sourceIp: string };
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
  /** Whether other routers at the router's switches get routes to the VIPs. */
  readonly isRoutable: boolean;
}

const MAX_AFFINITY_TIMEOUT = 65535;

export function parseLoadBalancer(nb: NbRow<'Load_Balancer'>, diagnostics: Diagnostic[]): LoadBalancer {
  const vips = [...nb.vips].map(([key, value]) => ({ key, vip: parseVip(nb, key, value) }));
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

function parseVip(nb: NbRow<'Load_Balancer'>, key: string, value: string): Vip | undefined {
  return isTrue(nb.options, 'template') ? templateVip(nb, key, value) : explicitVip(nb, key, value);
}

function explicitVip(nb: NbRow<'Load_Balancer'>, key: string, value: string): Vip | undefined {
  const vip = parseEndpoint(key);
  if (!vip) return undefined;
  const healthCheck = nb.protocol === 'sctp' ? undefined : nb.health_check.find(check => check.vip === key);
  const backends = explicitBackends(value, vip.family, vip.port > 0, healthCheck && nb.ip_port_mappings);
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
function explicitBackends(
  text: string,
  family: Family,
  hasPort: boolean,
  mappings?: ReadonlyMap<string, string>,
): Backend[] | undefined {
  const endpoints = text.split(',').filter(Boolean).map(parseEndpoint);
  const fits = endpoints.every(endpoint => endpoint?.family === family && endpoint.port > 0 === hasPort);
  return fits ? endpoints.map(endpoint => explicitBackend(endpoint!, mappings)) : undefined;
}

function explicitBackend(endpoint: Endpoint, mappings: ReadonlyMap<string, string> | undefined): Backend {
  const ip = printIp(endpoint);
  const monitor = parseMonitor(mappings?.get(endpoint.family === 6 ? `[${ip}]` : ip));
  const { port } = endpoint;
  return { ip, ...(port ? { port, portText: String(port) } : {}), ...(monitor ? { monitor } : {}) };
}

/** `PORT:SOURCE_IP` of the column ip_port_mappings. */
function parseMonitor(mapping: string | undefined): Backend['monitor'] {
  const [, logicalPort, source] = /^([^:]*):(.*)$/.exec(mapping ?? '') ?? [];
  const address = parseEndpoint(source ?? '');
  return address?.port === 0 && logicalPort !== undefined ? { logicalPort, sourceIp: printIp(address) } : undefined;
}

function parseEndpoint(text: string): Endpoint | undefined {
  const found = parseHostPort(text);
  if (!found) return undefined;
  const { address, ...others } = found;
  return { ...address, ...others };
}

/** `^VIP[:^PORT]` with backends `^BACKEND[:^PORT]`, or explicit ones; ovn-controller replaces the variables. */
function templateVip(nb: NbRow<'Load_Balancer'>, key: string, value: string): Vip | undefined {
  const [ip, port, ...rest] = partsOf(key);
  const family = (nb.options.get('address-family') ?? 'ipv4') === 'ipv4' ? 4 : 6;
  const texts = value.split(',').filter(Boolean);
  const backends = texts.every(text => [1, 2].includes(partsOf(text).length))
    ? texts.map(templateBackend)
    : explicitBackends(value, family, port !== undefined);
  if (!ip || rest.length || !backends) return undefined;
  return {
    ip,
    ...(port ? { port } : {}),
    family,
    backends,
    backendsText: value,
  };
}

function templateBackend(text: string): Backend {
  const [ip = '', portText] = partsOf(text);
  return portText === undefined ? { ip } : { ip, portText };
}

const partsOf = (text: string): string[] => text.split(':').filter(Boolean);
