/** Whether a packet arrives: who decides, why, what would change it, and its way. */
import { useState } from 'preact/hooks';
import type { DirectionAnswer, Explanation, Phase, Reason } from '../../src/analyze/explain/answer/explanation.ts';
import { ownerText } from '../../src/render/owner-text.ts';
import { useAnswer, usePage } from '../client/page-state.ts';
import { goTo, hashOf } from '../client/route.ts';
import { NameField } from '../parts/name-field.tsx';
import { SaveReport } from '../parts/save-report.tsx';
import { Banner, Code, Facts, Fault, Lines, Section, shown, TONES, Waiting } from '../parts/text.tsx';
import { Way } from '../parts/way.tsx';

type Fields = Readonly<Record<'from' | 'to' | 'protocol', string>>;

export function Explain({ fields }: { readonly fields: Readonly<Record<string, string>> }) {
  const { names } = usePage();
  const asked: Fields = { from: fields.from ?? '', to: fields.to ?? '', protocol: fields.protocol ?? '' };
  const [typed, setTyped] = useState(asked);
  const set = (field: keyof Fields) => (value: string) => setTyped({ ...typed, [field]: value });
  const { value, fault, isWaiting } = useAnswer('explain', asked.from !== '' && asked.to !== '' ? asked : undefined);
  return (
    <>
      <h1>Does it arrive?</h1>
      <form
        class="question"
        onSubmit={event => {
          event.preventDefault();
          goTo('explain', '', typed);
        }}
      >
        <NameField
          label="From"
          value={typed.from}
          names={names.guests}
          hint="VM, pod, address"
          onChange={set('from')}
        />
        <NameField
          label="To"
          value={typed.to}
          names={names.targets}
          hint="VM, service, address, gw"
          onChange={set('to')}
        />
        <div class="field short">
          <label for="explain-protocol">Protocol</label>
          <input
            id="explain-protocol"
            spellcheck={false}
            placeholder="icmp or tcp/8080"
            value={typed.protocol}
            onInput={event => set('protocol')(event.currentTarget.value)}
          />
        </div>
        <button type="submit" class="primary">
          Explain
        </button>
      </form>
      {isWaiting ? <Waiting text="tracing ..." /> : null}
      {fault ? <Fault fault={fault} /> : null}
      {value ? <Answer explanation={value} /> : null}
    </>
  );
}

const Answer = ({ explanation }: { readonly explanation: Explanation }) => {
  const { setPacket } = usePage();
  const { verdict, text, code, by, owner, why, where, wouldPass, remedy, phases, reply, assumed, missing } =
    explanation;
  const decision = [
    ...(by === undefined ? [] : [['by', by] as const]),
    ...(owner ? [['owner', ownerText(owner)] as const] : []),
    ...wouldPass.map(each => ['would pass', each.text] as const),
    ...(remedy === undefined ? [] : [['what to do', remedy] as const]),
  ];
  return (
    <>
      <Banner tone={TONES[verdict]} text={text} code={code} />
      {why.map(reason => (
        <Why key={reason.text} reason={reason} />
      ))}
      {decision.length > 0 ? <Facts facts={decision} /> : null}
      {missing.length > 0 ? (
        <Section title="What the sources do not have">
          <Lines lines={missing.map(each => each.text)} />
        </Section>
      ) : null}
      <Section title="The way of the packet">
        <Way phases={phases} />
      </Section>
      {reply ? <Reply reply={reply} /> : null}
      {where ? (
        <Section title="The flow that decides">
          <Facts
            facts={[
              ['datapath', where.datapath],
              ['stage', `${where.pipeline} ${where.table} ${where.stage}, priority ${where.priority}`],
            ]}
          />
          <Code text={`${where.match}\n${where.actions}`} label="match and actions of the flow" />
        </Section>
      ) : null}
      <details>
        <summary>What the answer assumes</summary>
        <Lines lines={assumed.map(each => `${each.code}: ${each.text}`)} />
      </details>
      <p class="tools">
        <a
          class="button"
          href={hashOf('trace')}
          onClick={() => setPacket({ from: '', microflow: explanation.replay.at(-1) ?? '' })}
        >
          Trace this packet
        </a>{' '}
        <SaveReport question="explain" name={`${explanation.subject.from.name}-${explanation.subject.to.name}`} />
      </p>
    </>
  );
};

const Why = ({ reason: { text, details = [] } }: { readonly reason: Reason }) => (
  <div class="why">
    <p>{shown(text)}</p>
    <Lines lines={details.map(({ name, text: detail }) => (name === undefined ? detail : `${name}: ${detail}`))} />
  </div>
);

const Reply = ({ reply: { verdict, text, code, by, phases } }: { readonly reply: DirectionAnswer }) => (
  <Section title="And back">
    <Banner tone={TONES[verdict]} text={by === undefined ? text : `${text}. ${by}`} code={code} />
    <details>
      <summary>the way of the reply</summary>
      <Way phases={phases as readonly Phase[]} />
    </details>
  </Section>
);
