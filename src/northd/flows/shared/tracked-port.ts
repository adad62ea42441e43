/** Protocols and ports as connection tracking knows them. A stage before load balancing writes them to registers. */
import type { LoadBalancer } from '../../model/load-balancers.ts';
import type { RuleContext } from './context.ts';

const NUMBERS = { tcp: 6, udp: 17, sctp: 132 } as const;

/** Matches packets to a port of the load balancer's protocol. */
export const trackedPort = (port: string, { protocol }: LoadBalancer, { registers: R }: RuleContext): string =>
  `${R.REG_CT_PROTO} == ${NUMBERS[protocol]} && ${R.REG_CT_TP_DST} == ${port}`;

/** The actions that write both registers. */
export const extractPort = ({ registers: R }: RuleContext): string =>
  `${R.REG_CT_PROTO} = ct_proto(); ${R.REG_CT_TP_DST} = ct_tp_dst(); next;`;
