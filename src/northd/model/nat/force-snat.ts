/**
 * The options `dnat_force_snat_ip` and `lb_force_snat_ip`: addresses from which a router sends packets whose destination it has
 * replaced. Truth: `get_force_snat_ip` in northd/en-lr-nat.c.
 */
import { type Diagnostic, warning } from '../../../base/diagnostic.ts';
import { isHost, type PortIp, parseProxyAddresses } from '../addresses.ts';
import { isGatewayRouter, type Router } from '../datapath.ts';

export interface ForceSnat {
  /** At most one address of each family. */
  readonly dnat: readonly PortIp[];
  readonly lb: readonly PortIp[];
  /** Whether load-balanced packets get the address of the port by which they leave. */
  readonly usesRouterIp: boolean;
}

export function forceSnat(router: Router, report: (diagnostic: Diagnostic) => void): ForceSnat {
  const usesRouterIp = router.nb.options.get('lb_force_snat_ip') === 'router_ip' && isGatewayRouter(router);
  return {
    dnat: forcedAddresses(router, 'dnat_force_snat_ip', report),
    lb: usesRouterIp ? [] : forcedAddresses(router, 'lb_force_snat_ip', report),
    usesRouterIp,
  };
}

function forcedAddresses({ nb }: Router, option: string, report: (diagnostic: Diagnostic) => void): readonly PortIp[] {
  const text = nb.options.get(option);
  if (text === undefined) return [];
  const found = parseProxyAddresses(text);
  const { ipv4, ipv6 } = found && !found.mac ? found : { ipv4: [], ipv6: [] };
  const addresses = [...ipv4, ...ipv6];
  const isValid = addresses.length > 0 && ipv4.length < 2 && ipv6.length < 2 && addresses.every(isHost);
  if (isValid) return addresses;
  const problem = `'${text}' is not an IP address, or one of each family; it has no effect`;
  report(warning('bad-force-snat', `Logical_Router ${nb.name}: ${option} ${problem}`));
  return [];
}
