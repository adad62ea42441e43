/** Just enough of a parser for the `put_dhcp_opts` actions of these tests. */
import type { OfferedOptions } from '../../src/dhcp/offered-options.ts';
import type { OfferedOption } from '../../src/dhcp/option-codec.ts';

export function offeredBy(action: string): OfferedOptions {
  const text = /put_dhcp_opts\((.*)\);/.exec(action)?.[1] ?? '';
  const options = [...text.matchAll(/(\w+) = (\{.*?\}|"(?:[^"\\]|\\.)*"|[^,]+)/g)].map(([, name, value]) =>
    option(name!, value!),
  );
  return {
    offerip: options.find(({ name }) => name === 'offerip')?.values[0] ?? '',
    options: options.filter(({ name }) => name !== 'offerip'),
  };
}

function option(name: string, text: string): OfferedOption {
  if (text.startsWith('"')) return { name, values: [JSON.parse(text)], isString: true };
  return { name, values: text.replace(/[{}]/g, '').split(/,\s*/), isString: false };
}
