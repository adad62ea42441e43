/** The types of DHCP messages, the values of option 53: RFC 2132 section 9.6. */
export const MESSAGE_TYPES = {
  DISCOVER: 1,
  OFFER: 2,
  REQUEST: 3,
  DECLINE: 4,
  ACK: 5,
  NAK: 6,
  RELEASE: 7,
  INFORM: 8,
} as const satisfies Record<string, number>;

export type MessageType = keyof typeof MESSAGE_TYPES;

const NAMES = new Map(Object.entries(MESSAGE_TYPES).map(([name, code]) => [code as number, name as MessageType]));

export const messageTypeOf = (code: number): MessageType | undefined => NAMES.get(code);
