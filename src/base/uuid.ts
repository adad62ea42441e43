/** UUIDs as OVSDB prints them: 32 hexadecimal digits in five groups, `5f2a1c3e-8d4b-4f6a-9c7e-1b2d3f4a5c6e`. */

/** The source of a regular expression for one UUID. */
export const UUID_FORM = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';

const WHOLE = new RegExp(`^${UUID_FORM}$`, 'i');
const AT_END = new RegExp(`${UUID_FORM}$`, 'i');
const PARTIAL = /^[0-9a-f]{4}[0-9a-f-]*$/;

/** Whether `text` is a UUID, in upper or lower case. */
export const isUuid = (text: string): boolean => WHOLE.test(text);

/** Whether `text` can be the beginning of a UUID: at least 4 digits, in lower case. */
export const isPartialUuid = (text: string): boolean => PARTIAL.test(text);

/** `name`; a UUID at its end is cut to 6 digits. */
export const shortenUuid = (name: string): string => name.replace(AT_END, uuid => uuid.slice(0, 6));
