/** The logical flows, by datapath and stage, with a search. */
import { useState } from 'preact/hooks';
import { useAnswer } from '../client/page-state.ts';
import { Fault, shown, Waiting } from '../parts/text.tsx';
import type { FlowView } from '../worker/protocol.ts';

const PAGE = 100;

export function Flows({ nodes }: { readonly nodes: readonly string[] }) {
  const [node, setNode] = useState(nodes.length > 1 ? nodes[0]! : '');
  const [datapath, setDatapath] = useState('');
  const [stage, setStage] = useState('');
  const [search, setSearch] = useState('');
  const [count, setCount] = useState(PAGE);
  const { value, fault, isWaiting } = useAnswer('flows', { node, datapath, stage, search, count });
  return (
    <>
      <h1>Logical flows</h1>
      <div class="question">
        {nodes.length > 1 ? <Choice label="Node" value={node} names={nodes} onChange={setNode} /> : null}
        <Choice label="Datapath" value={datapath} names={['', ...(value?.datapaths ?? [])]} onChange={setDatapath} />
        <Choice label="Stage" value={stage} names={['', ...(value?.stages ?? [])]} onChange={setStage} />
        <label class="field search">
          Search
          <input
            type="search"
            data-search
            spellcheck={false}
            placeholder="part of a match or of actions"
            value={search}
            onInput={event => setSearch(event.currentTarget.value)}
          />
        </label>
      </div>
      {fault ? <Fault fault={fault} /> : null}
      {value ? <p role="status">{value.total.toLocaleString('en-US')} flows</p> : null}
      {isWaiting && !value ? <Waiting text="reading flows ..." /> : null}
      <ol class="flows">
        {value?.flows.map((flow, index) => (
          <Flow key={`${index} ${flow.match}`} flow={flow} before={value.flows[index - 1]} />
        ))}
      </ol>
      {value && value.total > value.flows.length ? (
        <button type="button" onClick={() => setCount(count + PAGE)}>
          Show more
        </button>
      ) : null}
    </>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly value: string;
  readonly names: readonly string[];
  onChange(value: string): void;
}

const Choice = ({ label, value, names, onChange }: ChoiceProps) => (
  <label class="field">
    {label}
    <select value={value} onChange={event => onChange(event.currentTarget.value)}>
      {names.map(name => (
        <option key={name} value={name}>
          {name === '' ? 'all' : shown(name)}
        </option>
      ))}
    </select>
  </label>
);

const Flow = ({ flow, before }: { readonly flow: FlowView; readonly before: FlowView | undefined }) => {
  const { datapath, stage, table, priority, match, actions, owner } = flow;
  const isNew = before?.datapath !== datapath || before.stage !== stage;
  return (
    <li>
      {isNew ? (
        <p class="datapath">
          {shown(datapath)} <code class="stage">{`${table} ${stage}`}</code>
        </p>
      ) : null}
      <p class="flow">
        <span class="priority">{priority}</span>
        <span class="mono match">{shown(match)}</span>
        <span class="mono actions">{shown(actions)}</span>
        {owner === '' ? null : <span class="owner">{shown(owner)}</span>}
      </p>
    </li>
  );
};
