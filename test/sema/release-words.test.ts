/** Which releases know a word, and what it means there. Truth: lib/actions.c and lib/logical-fields.c of every tag. */
import { describe, expect, test } from 'vitest';
import type { ParseAnswer } from '../../src/analyze/language/parse-answer.ts';
import { parserOf } from '../../src/app/parse/parser-of.ts';

/** Every tag of the followed lines. */
const TAGS = [
  ...patches('24.03', 9),
  ...patches('24.09', 3),
  ...patches('25.03', 3),
  ...patches('25.09', 4),
  ...patches('26.03', 2),
];

function patches(line: string, last: number): string[] {
  return Array.from({ length: last + 1 }, (_, patch) => `${line}.${patch}`);
}

function answer(language: 'match' | 'actions', text: string, release: string): ParseAnswer {
  const parser = parserOf({ language, release });
  if ('error' in parser) throw new Error(parser.error.message);
  return parser.value(text);
}

/** The first tag of each line that knows the word; every later tag of the line knows it, too. */
const firsts = (language: 'match' | 'actions', text: string): string => {
  const known = TAGS.filter(release => answer(language, text, release).kind !== 'refused');
  const lines = [...new Set(known.map(release => release.slice(0, 5)))];
  for (const line of lines) {
    const ofLine = TAGS.filter(release => release.startsWith(line));
    const first = ofLine.findIndex(release => known.includes(release));
    expect(known.filter(release => release.startsWith(line))).toEqual(ofLine.slice(first));
  }
  return lines.map(line => known.find(release => release.startsWith(line))).join(' ');
};

const NETWORK_ID = '24.03.6 24.09.3 25.03.1 25.09.0 26.03.0';
const ORIGINAL = '24.03.5 24.09.2 25.03.0 25.09.0 26.03.0';
const SINCE_24_09 = '24.09.0 25.03.0 25.09.0 26.03.0';
const SINCE_25_03 = '25.03.0 25.09.0 26.03.0';

describe('actions', () => {
  test.each([
    ['ct_commit_to_zone(snat);', '24.03.2 24.09.0 25.03.0 25.09.0 26.03.0'],
    ['ct_next(snat);', '24.03.4 24.09.1 25.03.0 25.09.0 26.03.0'],
    ['log(verdict=pass);', '24.03.2 24.09.0 25.03.0 25.09.0 26.03.0'],
    ['reg0 = ct_nw_dst();', ORIGINAL],
    ['xxreg0 = ct_ip6_dst();', ORIGINAL],
    ['reg0[0..15] = ct_tp_dst();', ORIGINAL],
    ['reg4[0..7] = ct_state_save();', NETWORK_ID],
    ['reg0[0] = dhcp_relay_req_chk(10.0.0.1, 10.0.0.2);', SINCE_24_09],
    ['reg0[0] = dhcp_relay_resp_chk(10.0.0.1, 10.0.0.2);', SINCE_24_09],
    ['sample(probability=1,obs_point=reg0);', SINCE_24_09],
    ['flood_remote;', SINCE_25_03],
    ['reg0[0..15] = select(values=(1=1, 2=1); hash_fields="ip_src");', SINCE_25_03],
    ['reg0[0..7] = ct_proto();', '25.09.0 26.03.0'],
    ['outport = get_remote_fdb(eth.dst);', '25.09.0 26.03.0'],
    ['mirror("p");', '25.09.0 26.03.0'],
    ['ct_lb_mark_local(backends="p":10.0.0.1);', '26.03.0'],
    ['ct_commit(ct_mark=1);', '24.03.0'],
    ['ct_commit { ct_label.natted = 1; };', '24.03.0'],
  ])('%s', (text, expected) => expect(firsts('actions', text)).toBe(expected));
});

describe('fields', () => {
  test.each([
    ['nd_ns_mcast', '24.03.4 24.09.0 25.03.0 25.09.0 26.03.0'],
    ['flags.from_ctrl', ORIGINAL],
    ['flags.network_id == 1', NETWORK_ID],
    ['flags.unsnat_new', SINCE_25_03],
    ['flags.pkt_sampled', '26.03.0'],
    ['ct_mark.obs_stage == 1', SINCE_24_09],
    ['ct_mark.obs_collector_id == 1', SINCE_24_09],
    ['ct_label.obs_point_id == 1', SINCE_24_09],
    ['ct_mark.allow_established', SINCE_25_03],
    ['ct_label.acl_id == 1', SINCE_25_03],
    ['ct_label.skip_snat', '24.03.0'],
    ['ct_label.nf', '26.03.0'],
    ['remote_outport == "p"', '25.09.0 26.03.0'],
    ['from_evpn_vtep', '26.03.1'],
  ])('%s', (text, expected) => expect(firsts('match', text)).toBe(expected));

  test('24.03.3 took flags.igmp_loopback back', () => {
    const known = TAGS.filter(release => answer('match', 'flags.igmp_loopback', release).kind === 'match');
    expect(known).toEqual(TAGS.filter(release => release === '24.03.2' || release >= '25.09'));
    expect(answer('match', 'flags.igmp_loopback', '24.03.2')).toMatchObject({ annotated: 'flags[18]' });
    expect(answer('match', 'flags.igmp_loopback', '25.09.0')).toMatchObject({ annotated: 'flags[22]' });
  });
});

describe('what words mean', () => {
  const annotated = (text: string, release: string) => {
    const parsed = answer('match', text, release);
    return parsed.kind === 'match' ? parsed.annotated : parsed;
  };
  const isSet = (text: string) => TAGS.filter(release => String(annotated(text, release)).includes('0xff070000'));

  test.each(['ip6.mcast_rsvd', 'ip6.mcast_flood'])('%s is a set from some patches on', text => {
    const sets = isSet(text);
    expect(sets.filter(release => release < '25.09')).toEqual(['24.03.7', '24.03.8', '24.03.9', '25.03.2', '25.03.3']);
    expect(sets.filter(release => release >= '25.09')).toEqual(TAGS.filter(release => release >= '25.09'));
  });

  test.each(['igmp', 'mldv1', 'mldv2'])('%s is a multicast in Ethernet since 24.03.3', text => {
    const isMulticast = (release: string) => /eth\.dst\[/.test(String(annotated(text, release)));
    expect(TAGS.filter(release => !isMulticast(release))).toEqual(['24.03.0', '24.03.1', '24.03.2']);
  });

  test.each([
    ['arp { drop; };', 'ip4'],
    ['nd_ns { drop; };', 'ip6'],
  ])('%s is for both families since 25.03', (text, family) => {
    const prereqs = (release: string) => (answer('actions', text, release) as { prereqs?: string }).prereqs;
    expect(new Set(TAGS.filter(release => release < '25.03').map(prereqs))).toEqual(new Set([family]));
    expect(new Set(TAGS.filter(release => release >= '25.03').map(prereqs))).toEqual(new Set(['ip']));
  });

  test('ct_next has no zone at first', () => {
    expect(answer('actions', 'ct_next;', '24.03.3')).toMatchObject({ canonical: 'ct_next;' });
    expect(answer('actions', 'ct_next;', '24.03.4')).toMatchObject({ canonical: 'ct_next(dnat);' });
  });
});

describe('the length of pipelines', () => {
  const error = (text: string, release: string, pipeline: 'ingress' | 'egress') => {
    const parser = parserOf({ language: 'actions', release, pipeline });
    const parsed = 'value' in parser && parser.value(text);
    return parsed && parsed.kind === 'refused' ? parsed.error.message : undefined;
  };

  test.each([
    ['24.03.9', 'egress', 'next(pipeline=ingress, table=29);', 28],
    ['24.09.3', 'egress', 'next(pipeline=ingress, table=30);', 29],
    ['25.03.3', 'egress', 'next(pipeline=ingress, table=30);', 29],
    ['25.09.4', 'egress', 'next(pipeline=ingress, table=32);', 32],
    ['25.09.4', 'ingress', 'next(pipeline=egress, table=14);', 14],
    ['26.03.1', 'egress', 'next(pipeline=ingress, table=34);', 34],
    ['26.03.1', 'egress', 'next(16);', 16],
  ] as const)('%s %s: %s', (release, pipeline, text, named) => {
    expect(error(text, release, pipeline)).toBe(`"next" action cannot advance beyond table ${named}.`);
    const before = text.replace(/\d+/, number => String(Number(number) - 1));
    expect(error(before, release, pipeline)).toBeUndefined();
  });
});
