/** The way of a packet: its phases, by the datapath that each is in. */
import type { Phase, PhaseResult } from '../../src/analyze/explain/answer/explanation.ts';
import { ownerText } from '../../src/render/owner-text.ts';
import { Sign, shown, type Tone } from './text.tsx';

const TONES: Partial<Readonly<Record<PhaseResult, Tone>>> = {
  allowed: 'good',
  delivered: 'good',
  answered: 'good',
  rejected: 'bad',
  dropped: 'bad',
};

export const Way = ({ phases }: { readonly phases: readonly Phase[] }) => (
  <ol class="way">
    {phases.map((phase, index) => (
      <li key={phase.number} class={TONES[phase.result] ?? 'plain'}>
        {phase.datapath === phases[index - 1]?.datapath ? null : <p class="datapath">{shown(phase.datapath)}</p>}
        <p>
          <Sign tone={TONES[phase.result] ?? 'plain'} /> <strong>{phase.result}</strong> {shown(phase.text)}
          {phase.stage === '' ? null : <code class="stage">{phase.stage}</code>}
          {phase.owner ? <span class="owner">{shown(ownerText(phase.owner))}</span> : null}
        </p>
      </li>
    ))}
  </ol>
);
