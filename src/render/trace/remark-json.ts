/** The codes and parts of remarks, assumptions and errors as JSON values. */
import { printAddress } from '../../base/ip.ts';
import { printMac } from '../../base/mac.ts';
import { printBoundField } from '../../sema/actions/kit/context.ts';
import type { Assumption, Remark, TraceError } from '../../trace/state/trace-remarks.ts';
import type { JsonParts } from '../json.ts';
import { datapathTitle } from './naming.ts';

interface Coded {
  readonly code: string;
}

/** The parts other than the code. */
type PartsOf<T extends Coded> = {
  readonly [Code in T['code']]: (parts: Extract<T, { code: Code }>) => JsonParts;
};

const jsonFrom =
  <T extends Coded>(table: PartsOf<T>) =>
  (coded: T): JsonParts => ({
    code: coded.code,
    ...(table[coded.code as T['code']] as (coded: T) => JsonParts)(coded),
  });

const nothing = (): JsonParts => ({});
const checked = ({ isKnown, mac }: { isKnown: boolean; mac: number }): JsonParts => ({ isKnown, mac: printMac(mac) });

export const remarkToJson = jsonFrom<Remark>({
  'neighbor-found': ({ mac }) => (mac === undefined ? {} : { mac: printMac(mac) }),
  'neighbor-checked': checked,
  'neighbor-ip-checked': ({ isKnown }) => ({ isKnown }),
  'fdb-checked': checked,
  'dns-answered': ({ query, answer }) => ({ query, ...(answer !== undefined && { answer }) }),
  'snat-to-vip': ({ address }) => ({ address: printAddress(address) }),
  'state-saved': ({ destination, value }) => ({ destination: printBoundField(destination), value }),
  'options-answered': ({ action, type }) => ({ action, type }),
});

export const assumptionToJson = jsonFrom<Assumption>({
  'dhcp-request': nothing,
  'dhcp-broadcast-reply': nothing,
  'neighbor-answers': ({ outport, address }) => ({
    outport: outport.row?.logical_port ?? outport.key,
    address: printAddress(address),
  }),
});

export const errorToJson = jsonFrom<TraceError>({
  'ttl-of-non-ip': nothing,
  'ttl-underflow': nothing,
  'output-to-no-port': nothing,
  'unknown-outport': ({ key }) => ({ key }),
  'no-distributed-port': ({ port }) => ({ port: port.logical_port }),
  'no-backend-chosen': nothing,
  'dns-query-unknown': nothing,
  'options-not-answered': ({ action, reason, meaning }) => ({ action, reason, meaning }),
  'no-mirror-port': ({ port }) => ({ port }),
  'too-many-tables': ({ tables }) => ({ tables }),
  'no-flows': ({ datapath }) => ({ datapath: datapathTitle(datapath) }),
});
