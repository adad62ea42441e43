/** A service and the endpoints of its EndpointSlices. */
import type { Address, Family } from '../../base/ip.ts';
import type { Place } from '../../base/source-text.ts';
import type { Labels } from '../reader/selector.ts';
import type { ObjectName } from './object-name.ts';

export interface ServiceSpec extends ObjectName {
  readonly type: string;
  /** As written. If it is empty, the API server chooses addresses, unless the service is headless. */
  readonly clusterIps: readonly Address[];
  readonly isHeadless: boolean;
  /** The families that it names, the first one first. */
  readonly families: readonly Family[];
  readonly wantsBothFamilies: boolean;
  /** Whether each of its ports has a port on the nodes. */
  readonly hasNodePorts: boolean;
  readonly externalIps: readonly Address[];
  readonly loadBalancerIps: readonly Address[];
  readonly selector: Labels;
  readonly ports: readonly ServicePort[];
  readonly isInternalLocal: boolean;
  readonly isExternalLocal: boolean;
  /** Seconds of `sessionAffinity: ClientIP`. */
  readonly affinityTimeout: number | undefined;
  readonly isIdled: boolean;
  /** Whether endpoints count even if they are not ready. */
  readonly hasUnreadyEndpoints: boolean;
  readonly place: Place;
}

export interface ServicePort {
  readonly name: string;
  readonly protocol: string;
  readonly port: number;
  readonly targetPort: number | string;
  readonly nodePort: number | undefined;
}

export interface EndpointSliceSpec {
  readonly namespace: string;
  /** The service and the network of a mirrored slice. */
  readonly service: string | undefined;
  readonly network: string | undefined;
  readonly ports: readonly { readonly name: string; readonly protocol: string; readonly port: number }[];
  readonly endpoints: readonly EndpointSpec[];
}

export interface EndpointSpec {
  readonly addresses: readonly Address[];
  readonly node: string | undefined;
  readonly isReady: boolean;
  readonly isServing: boolean;
  readonly isTerminating: boolean;
}
