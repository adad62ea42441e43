/** Networks that OVN-Kubernetes makes and udon does not compile, for every kind of object that defines networks. */

export const LAYER3_LEFT_OUT = { why: 'udon does not compile Layer3 networks', uncompiled: 'Layer3' } as const;
export const EVPN_LEFT_OUT = { why: 'udon does not compile networks with transport EVPN', uncompiled: 'EVPN' } as const;
