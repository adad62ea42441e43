/** Protocols and ports as connection tracking knows them. A stage before load balancing writes them to registers. */
import { IP_PROTOCOLS } from '../../../base/protocols/ip-protocols.ts';
import type { LoadBalancer } from '../../model/load-balancers.ts';
import type { RuleContext } from './context.ts';

/** Matches packets to a port of the load balancer's protocol. */
export const trackedPort = (port: string, { protocol }: LoadBalancer, { registers: R }: RuleContext): string =>
  `${R.REG_CT_PROTO} == ${IP_PROTOCOLS[protocol]} && ${R.REG_CT_TP_DST} == ${port}`;

/** The actions that write both registers. */
export const extractPort = ({ registers: R }: RuleContext): string =>
  `${R.REG_CT_PROTO} = ct_proto(); ${R.REG_CT_TP_DST} = ct_tp_dst(); next;`;
