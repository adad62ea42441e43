/** One VM: its conversation with OVN, why it has no address, and what to do. */
import { useState } from 'preact/hooks';
import { useAnswer, usePage } from '../client/page-state.ts';
import { hashOf } from '../client/route.ts';
import { SaveReport } from '../parts/save-report.tsx';
import { Banner, Code, Facts, Fault, Lines, Section, shown, TONES, Waiting } from '../parts/text.tsx';
import { Topology } from '../parts/topology.tsx';
import type { DiagnosisView, MachineView, MessageView } from '../worker/protocol.ts';

export function Machine({ name }: { readonly name: string }) {
  const { setPacket } = usePage();
  const [ipv6, setIpv6] = useState(false);
  const { value, fault, isWaiting } = useAnswer('machine', { name, ipv6 });
  return (
    <>
      <p class="crumbs">
        <a href="#vms">Networks and VMs</a> / VM
      </p>
      <div class="title">
        <h1>{shown(name)}</h1>
        <a class="button" href={hashOf('explain', '', { from: name })}>
          What can it reach?
        </a>
        <a class="button" href={hashOf('trace')} onClick={() => setPacket({ from: name, microflow: '' })}>
          Trace its packets
        </a>
        <SaveReport question="machine" name={name} />
      </div>
      <fieldset class="choice">
        <legend class="hidden">Protocol</legend>
        {[false, true].map(each => (
          <label key={String(each)}>
            <input type="radio" name="family" checked={ipv6 === each} onChange={() => setIpv6(each)} />{' '}
            {each ? 'router discovery and DHCPv6' : 'DHCP'}
          </label>
        ))}
      </fieldset>
      {fault ? <Fault fault={fault} /> : null}
      {value ? <MachineAnswer machine={value} /> : isWaiting ? <Waiting text="asking OVN ..." /> : null}
      <Topology title="What it is connected to" around={name} />
    </>
  );
}

const MachineAnswer = ({ machine }: { readonly machine: MachineView }) => {
  const { verdict, headline, code, facts, diagnosis, interfaces, conversation, unknown, flows } = machine;
  return (
    <>
      <Banner tone={TONES[verdict]} text={withoutCode(headline, code)} code={code} />
      {diagnosis ? <Diagnosis diagnosis={diagnosis} /> : null}
      {unknown.length > 0 ? (
        <Section title="What the sources do not tell">
          <Lines lines={unknown} />
        </Section>
      ) : null}
      {interfaces.length > 0 ? (
        <Section title="Interfaces">
          <Lines lines={interfaces} />
        </Section>
      ) : null}
      {facts.length > 0 ? (
        <Section title="Port">
          <Facts facts={facts} />
        </Section>
      ) : null}
      {conversation.length > 0 ? (
        <Section title="Conversation">
          <ol class="conversation">
            {conversation.map((message, index) => (
              <Message key={`${index} ${message.message}`} message={message} />
            ))}
          </ol>
        </Section>
      ) : null}
      {flows.length > 0 ? (
        <Section title="Flows that decide">
          <Code text={flows.join('\n')} label="flows that decide" />
        </Section>
      ) : null}
    </>
  );
};

/** The code has a place of its own. */
const withoutCode = (headline: string, code: string): string =>
  code !== '' && headline.endsWith(` (${code})`) ? headline.slice(0, -` (${code})`.length) : headline;

const Diagnosis = ({ diagnosis: { remedy, facts } }: { readonly diagnosis: DiagnosisView }) => (
  <Section title="What to do">
    <p class="remedy">{shown(remedy)}</p>
    <Facts facts={facts} />
  </Section>
);

const Message = ({ message: { message, frame, reply, noReply } }: { readonly message: MessageView }) => (
  <li>
    <p>
      <strong>{message}</strong> <span class="mono quiet">{shown(frame)}</span>
    </p>
    {reply ? (
      <div class="reply">
        <p>
          <strong>{reply.message}</strong> <span class="mono quiet">{shown(reply.frame)}</span>
        </p>
        <Facts facts={reply.options} />
      </div>
    ) : (
      <p class="reply">no reply{noReply === undefined ? '' : `: ${shown(noReply)}`}</p>
    )}
  </li>
);
