/** The common part of the Port_Binding rows of all ports. */
import type { SbRow } from '../../ovn/schema/sb.ts';
import type { ChassisRedirect, Port } from '../model/datapath.ts';
import { derivedUuid } from '../model/derived-uuid.ts';

export type PortBinding = SbRow<'Port_Binding'>;

/** Returns the chassis that can have a port. */
export type GroupOf = (port: Port) => SbRow<'HA_Chassis_Group'> | undefined;

export const identity = ({ name, tunnelKey }: Port | ChassisRedirect): Partial<PortBinding> => ({
  _uuid: derivedUuid('Port_Binding', name),
  logical_port: name,
  tunnel_key: tunnelKey,
});
