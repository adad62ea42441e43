/** The networks, and all VMs with their verdicts: those without an address first. */
import { useMemo, useState } from 'preact/hooks';
import { LEASE_TONES } from '../../src/render/report/answers/parts/interface-table.ts';
import type { Answer } from '../client/page-state.ts';
import { hashOf } from '../client/route.ts';
import { Fault, Sign, shown, type Tone, Waiting } from '../parts/text.tsx';
import { Topology } from '../parts/topology.tsx';
import type { MachineRow, NetworkView, OpenedView } from '../worker/protocol.ts';

const ORDER: readonly MachineRow['verdict'][] = ['no-lease', 'undecided', 'elsewhere', 'waiting', 'leased', 'stopped'];
const PAGE = 200;

interface MachinesProps {
  readonly opened: OpenedView;
  readonly machines: Answer<readonly MachineRow[]>;
}

export const Machines = ({ opened, machines }: MachinesProps) => (
  <>
    <h1>Networks and VMs</h1>
    {opened.errors.length > 0 ? <Fault fault={faultOf(opened.errors)} /> : null}
    <Networks networks={opened.networks} />
    <Topology title="Picture of the networks" />
    <section>
      <h2>Virtual machines</h2>
      {machines.fault ? <Fault fault={machines.fault} /> : null}
      {machines.value ? <MachineList rows={machines.value} /> : <Waiting text="asking OVN for each VM ..." />}
    </section>
    {opened.warnings.length > 0 ? (
      <details>
        <summary>{opened.warnings.length} warnings about the sources</summary>
        <ul class="lines">
          {opened.warnings.slice(0, PAGE).map(text => (
            <li key={text}>{shown(text)}</li>
          ))}
        </ul>
      </details>
    ) : null}
  </>
);

/** As many as people read. */
const faultOf = ([message = '', ...more]: readonly string[]) => ({ code: '', message, more: more.slice(0, 10) });

const Networks = ({ networks }: { readonly networks: readonly NetworkView[] }) => (
  <ul class="cards" aria-label="networks">
    {networks.map(({ name, topology, role, subnets, counts, namespaces, leftOut }) => (
      <li key={name} class="card">
        <h3>{shown(name)}</h3>
        <p class="quiet">{[topology, role].filter(Boolean).join(', ')}</p>
        <p>{shown(subnets.join(', '))}</p>
        <p class="quiet">
          {leftOut === undefined
            ? `${counts.machines} VMs, ${counts.pods} pods, ${counts.ports} ports`
            : shown(leftOut)}
        </p>
        {namespaces.length > 0 ? <p class="quiet">namespaces: {shown(namespaces.slice(0, 5).join(', '))}</p> : null}
      </li>
    ))}
  </ul>
);

function MachineList({ rows }: { readonly rows: readonly MachineRow[] }) {
  const [search, setSearch] = useState('');
  const [count, setCount] = useState(PAGE);
  const sorted = useMemo(() => [...rows].sort((a, b) => ORDER.indexOf(a.verdict) - ORDER.indexOf(b.verdict)), [rows]);
  const wanted = search.toLowerCase();
  const found = useMemo(
    () => (wanted === '' ? sorted : sorted.filter(row => textOf(row).includes(wanted))),
    [sorted, wanted],
  );
  if (rows.length === 0) return <p>The sources have no virtual machine.</p>;
  return (
    <>
      <div class="toolbar">
        <label class="search">
          Search
          <input
            type="search"
            data-search
            placeholder="name, address, node, code"
            value={search}
            onInput={event => setSearch(event.currentTarget.value)}
          />
        </label>
        <Counts rows={rows} />
      </div>
      <div class="scroll">
        <table>
          <caption class="hidden">Virtual machines and who gives them their address</caption>
          <thead>
            <tr>
              {['VM', 'Interface', 'Address', 'Verdict', 'Code', 'Node'].map(head => (
                <th key={head} scope="col">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {found.slice(0, count).map(row => (
              <Row key={`${row.name} ${row.link} ${row.port}`} row={row} />
            ))}
          </tbody>
        </table>
      </div>
      {found.length === 0 ? <p>No VM has "{shown(search)}" in its name, address, node or code.</p> : null}
      {found.length > count ? (
        <button type="button" onClick={() => setCount(count + PAGE)}>
          Show {Math.min(PAGE, found.length - count)} more of {found.length.toLocaleString('en-US')}
        </button>
      ) : null}
    </>
  );
}

const textOf = ({ name, address, node, code, text, link }: MachineRow): string =>
  `${name} ${link} ${address} ${node} ${code} ${text}`.toLowerCase();

const Row = ({ row: { name, link, address, verdict, text, code, node } }: { readonly row: MachineRow }) => (
  <tr>
    <th scope="row">
      <a href={hashOf('vm', name)}>{shown(name)}</a>
    </th>
    <td>{shown(link)}</td>
    <td class="mono">{shown(address)}</td>
    <td>
      <Sign tone={LEASE_TONES[verdict]} /> {text}
    </td>
    <td>{code === '' ? null : <code class="code">{code}</code>}</td>
    <td>{shown(node)}</td>
  </tr>
);

function Counts({ rows }: { readonly rows: readonly MachineRow[] }) {
  const counts = new Map<string, { readonly count: number; readonly tone: Tone }>();
  for (const { text, verdict } of rows)
    counts.set(text, { count: (counts.get(text)?.count ?? 0) + 1, tone: LEASE_TONES[verdict] });
  return (
    <ul class="counts" aria-label="counts">
      {[...counts].map(([text, { count, tone }]) => (
        <li key={text}>
          <Sign tone={tone} /> {count.toLocaleString('en-US')} {text}
        </li>
      ))}
    </ul>
  );
}
