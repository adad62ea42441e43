/** OVSDB remotes as ovsdb(7) writes them ("OVSDB Connection Methods"). */
import { expect, test } from 'vitest';
import { parseRemotes } from '../../../src/cli/sources/remote.ts';

test.each([
  ['unix:/run/ovn/ovnsb_db.sock', [{ kind: 'unix', path: '/run/ovn/ovnsb_db.sock' }]],
  ['tcp:127.0.0.1:6642', [{ kind: 'tcp', host: '127.0.0.1', port: 6642 }]],
  ['ssl:sb.example.org:16642', [{ kind: 'ssl', host: 'sb.example.org', port: 16642 }]],
  ['tcp:[fd00::1]:6642', [{ kind: 'tcp', host: 'fd00::1', port: 6642 }]],
  ['the port of OVSDB where none is given: tcp:127.0.0.1', [{ kind: 'tcp', host: '127.0.0.1', port: 6640 }]],
  [
    'ssl:10.0.0.1, ssl:[fd00::2]',
    [
      { kind: 'ssl', host: '10.0.0.1', port: 6640 },
      { kind: 'ssl', host: 'fd00::2', port: 6640 },
    ],
  ],
])('%s', (text, expected) => expect(parseRemotes(text.replace(/^.*: (?=tcp)/, ''))).toMatchObject(expected));
