/** The kinds of objects that say something about networks and their virtual machines. */
export const MANIFEST_KINDS = [
  'ClusterUserDefinedNetwork',
  'EgressFirewall',
  'EgressIP',
  'EndpointSlice',
  'IPAMClaim',
  'MultiNetworkPolicy',
  'Namespace',
  'Network',
  'NetworkAttachmentDefinition',
  'NetworkPolicy',
  'Node',
  'Pod',
  'Service',
  'UserDefinedNetwork',
  'VirtualMachine',
  'VirtualMachineInstance',
] as const;
