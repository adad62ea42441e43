/** The arguments of one trace on ovn-trace's command line. */
import fc, { type Arbitrary } from 'fast-check';
import type { Endpoints } from './endpoints.ts';
import { anyMicroflow } from './microflow.ts';
import { mostly, sometimes } from './values.ts';

export type TraceArguments = (endpoints: Endpoints) => readonly string[];

const CT_STATES = ['new', 'est', 'rel', 'rpl', 'inv', 'snat', 'dnat'] as const;

const anyCtState = fc.oneof(
  { weight: 20, arbitrary: fc.constantFrom('new', 'est', 'est,rpl', 'new,rel', 'inv', 'trk', 'est,dnat', '') },
  {
    weight: 20,
    arbitrary: fc
      .uniqueArray(fc.constantFrom(...CT_STATES), { minLength: 1, maxLength: 4 })
      .map(states => states.join()),
  },
  { weight: 1, arbitrary: fc.constantFrom('nonsense', 'new|est', ' new , est ') },
);

const anyStyle = fc.constantFrom([], ['--summary'], ['--minimal'], ['--all'], ['--all'], ['--detailed', '--minimal']);

export const anyTrace: Arbitrary<TraceArguments> = fc
  .record({
    styles: anyStyle,
    names: fc.constantFrom([], [], ['--no-friendly-names'], ['--no-friendly-names', '--friendly-names']),
    states: fc.array(anyCtState, { maxLength: 3 }),
    lbDst: sometimes(anyLbDst()),
    selectId: sometimes(fc.constantFrom('1', '2', '3', '7', '1', '2', '3', '7', '65537', '0', 'nonsense', '2x', '-1')),
    microflow: anyMicroflow,
    datapath: mostly<string | undefined>(fc.constant(undefined), 'nowhere', 'sw0', 'lr0'),
    namesDatapath: fc.boolean(),
  })
  .map(({ styles, names, states, lbDst, selectId, microflow, datapath, namesDatapath }) => endpoints => {
    const { datapath: own, text } = microflow(endpoints);
    return [
      ...styles,
      ...names,
      ...states.map(state => `--ct=${state}`),
      ...(lbDst === undefined ? [] : [`--lb-dst=${lbDst(endpoints)}`]),
      ...(selectId === undefined ? [] : [`--select-id=${selectId}`]),
      ...(datapath !== undefined ? [datapath] : namesDatapath ? [own] : []),
      text,
    ];
  });

/** Usually the backend of a load balancer. */
function anyLbDst(): Arbitrary<(endpoints: Endpoints) => string> {
  const bare = fc.tuple(fc.nat({ max: 1000 }), fc.constantFrom('', ':8080')).map(
    ([place, port]) =>
      ({ all }: Endpoints) =>
        `${all.ip4s[place % Math.max(all.ip4s.length, 1)] ?? '10.0.0.5'}${port}`,
  );
  return fc.oneof(
    { weight: 9, arbitrary: bare },
    {
      weight: 4,
      arbitrary: fc.constantFrom('[fd00:0::5]:80', 'fd00:0::5', '10.0.0.5:80', '[fd00::5]').map(text => () => text),
    },
    {
      weight: 1,
      arbitrary: fc
        .constantFrom('nonsense', '10.0.0.5:', ':80', '10.0.0.5:0', '10.0.0.5:70000')
        .map(text => () => text),
    },
  );
}
