/** A packet through the flows, as ovn-trace does. */
import { useState } from 'preact/hooks';
import { useAnswer, usePage } from '../client/page-state.ts';
import { NameField } from '../parts/name-field.tsx';
import { SaveReport } from '../parts/save-report.tsx';
import { Banner, Code, Fault, Lines, Section, TONES, Waiting } from '../parts/text.tsx';
import { Way } from '../parts/way.tsx';
import { TRACE_STYLES, type TraceStyle, type TraceView } from '../worker/protocol.ts';

export function Trace() {
  const { names, packet: asked, setPacket } = usePage();
  const [typed, setTyped] = useState(asked);
  const { value, fault, isWaiting } = useAnswer('trace', asked.microflow === '' ? undefined : asked);
  return (
    <>
      <h1>Trace a packet</h1>
      <form
        class="question"
        onSubmit={event => {
          event.preventDefault();
          setPacket(typed);
        }}
      >
        <NameField
          label="From"
          value={typed.from}
          names={names.guests}
          hint="VM or pod, if there is no inport"
          onChange={from => setTyped({ ...typed, from })}
        />
        <div class="field wide">
          <label for="trace-microflow">Microflow</label>
          <textarea
            id="trace-microflow"
            rows={3}
            spellcheck={false}
            placeholder="ip4.dst == 172.22.0.7 && tcp.dst == 8080"
            value={typed.microflow}
            onInput={event => setTyped({ ...typed, microflow: event.currentTarget.value })}
            onKeyDown={event => {
              if (event.key === 'Enter' && !event.shiftKey) {
                event.preventDefault();
                setPacket(typed);
              }
            }}
          />
        </div>
        <button type="submit" class="primary">
          Trace
        </button>
      </form>
      {isWaiting ? <Waiting text="tracing ..." /> : null}
      {fault ? <Fault fault={fault} /> : null}
      {value ? <TraceAnswer trace={value} /> : null}
    </>
  );
}

function TraceAnswer({
  trace: { verdict, headline, code, microflow, phases, notes, texts },
}: {
  readonly trace: TraceView;
}) {
  const [style, setStyle] = useState<TraceStyle>('detailed');
  return (
    <>
      <Banner tone={TONES[verdict]} text={headline} code={code} />
      <p class="tools">
        <SaveReport question="trace" name="packet" />
      </p>
      {notes.length > 0 ? (
        <Section title="What the sources do not tell">
          <Lines lines={notes} />
        </Section>
      ) : null}
      <Section title="The way of the packet">
        <Way phases={phases} />
      </Section>
      <Section title="As ovn-trace prints it">
        <fieldset class="choice">
          <legend class="hidden">Style</legend>
          {TRACE_STYLES.map(each => (
            <label key={each}>
              <input type="radio" name="style" checked={style === each} onChange={() => setStyle(each)} /> {each}
            </label>
          ))}
        </fieldset>
        <Code text={texts[style]} label="trace" />
        <details>
          <summary>Microflow</summary>
          <Code text={microflow} label="microflow" />
        </details>
      </Section>
    </>
  );
}
