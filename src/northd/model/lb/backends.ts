/** The backends of a VIP. Truth: lib/lb.c (`ovn_lb_backends_init_explicit`, `ovn_lb_backends_init_template`). */
import { type HostPort, parseHostPort } from '../../../base/address-forms/host-port.ts';
import { type Address, type Family, printAddress } from '../../../base/ip.ts';
import type { NbRow } from '../../../ovn/schema/nb.ts';
import type { Has } from '../../differences/differences.ts';
import { type BackendPort, parseBackendPort } from './backend-ports.ts';

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

/** A load balancer whose VIPs are parsed. */
export interface VipSource {
  readonly nb: NbRow<'Load_Balancer'>;
  readonly isDistributed: boolean;
  readonly has: Has;
}

/** The port of a backend, if the VIP has to know it. */
export type PortOf = (backend: Pick<Backend, 'ip'>) => Pick<Backend, 'logicalPort' | 'monitor'>;

/** `family` is that of the VIP. A template variable counts as an IPv6 address here. */
export function backendPortsOf({ nb, isDistributed, has }: VipSource, family: Family, isChecked: boolean): PortOf {
  return ({ ip }) => {
    const mapping = isChecked || isDistributed ? nb.ip_port_mappings.get(family === 6 ? `[${ip}]` : ip) : undefined;
    const found = mapping === undefined ? undefined : parseBackendPort(mapping, isChecked || !isDistributed, has);
    const { logicalPort, sourceIp, isRemote = false } = found ?? {};
    if (logicalPort === undefined) return {};
    return { logicalPort, ...(isChecked && sourceIp ? { monitor: { logicalPort, sourceIp, isRemote } } : {}) };
  };
}

/** Undefined if one of them is invalid, or differs from the VIP in its family or in whether it has a port. */
export function explicitBackends(
  text: string,
  family: Family,
  hasPort: boolean,
  portOf: PortOf,
): Backend[] | undefined {
  const endpoints = text.split(',').filter(Boolean).map(parseEndpoint);
  const fits = endpoints.every(endpoint => endpoint?.family === family && endpoint.port > 0 === hasPort);
  return fits ? endpoints.map(endpoint => explicitBackend(endpoint!, portOf)) : undefined;
}

function explicitBackend(endpoint: LbEndpoint, portOf: PortOf): Backend {
  const ip = printIp(endpoint);
  const { port } = endpoint;
  return { ip, ...(port ? { port, portText: String(port) } : {}), ...portOf({ ip }) };
}

/** Of a template: variables with a port or without one, or explicit ones; in older releases, either all or none are variables. */
export function templateBackends(
  text: string,
  family: Family,
  hasPort: boolean,
  portOf: PortOf,
  has: Has,
): readonly Backend[] | undefined {
  const texts = text.split(',').filter(Boolean);
  const variables = texts.map(variable => variableBackend(variable, portOf));
  if (!has('templateBackendsApart')) {
    return variables.every(isFound) ? variables : explicitBackends(text, family, hasPort, portOf);
  }
  const backends = texts.map((each, index) =>
    each.startsWith('^') ? variables[index] : explicitBackends(each, family, hasPort, portOf)?.[0],
  );
  return backends.every(isFound) ? backends : undefined;
}

const isFound = (backend: Backend | undefined): backend is Backend => backend !== undefined;

function variableBackend(text: string, portOf: PortOf): Backend | undefined {
  const [ip, portText, ...rest] = partsOf(text);
  if (ip === undefined || rest.length > 0) return undefined;
  return { ip, ...(portText === undefined ? {} : { portText }), ...portOf({ ip }) };
}

/** `IP[:PORT]` at its colons. */
export const partsOf = (text: string): string[] => text.split(':').filter(Boolean);

/** A VIP or backend as `IP`, `IP:PORT` or `[IP]:PORT`. */
export function printEndpoint({ ip, port }: { ip: string; port?: string | number }, family: Family): string {
  if (port === undefined) return ip;
  return family === 6 ? `[${ip}]:${port}` : `${ip}:${port}`;
}

/** The port is 0 if none is given. */
export type LbEndpoint = Address & Pick<HostPort, 'port' | 'scope'>;

export const printIp = (endpoint: LbEndpoint): string =>
  endpoint.scope === undefined ? printAddress(endpoint) : `${printAddress(endpoint)}%${endpoint.scope}`;

export function parseEndpoint(text: string): LbEndpoint | undefined {
  const found = parseHostPort(text);
  if (!found) return undefined;
  const { address, ...others } = found;
  return { ...address, ...others };
}
