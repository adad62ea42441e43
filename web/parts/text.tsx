/** Small parts that several views have. All texts of sources pass through `shown`, which escapes what hides or reorders text. */

import type { ComponentChildren } from 'preact';
import { printable } from '../../src/base/bytes/printable.ts';
import type { Tone } from '../../src/render/report/model/report.ts';
import type { Fact, FaultView } from '../worker/protocol.ts';

export const shown = (text: string): string => printable(text);

export type { Tone };

export const TONES = { yes: 'good', no: 'bad', undecided: 'unsure' } as const satisfies Record<string, Tone>;

const SIGNS: Readonly<Record<Tone, string>> = { good: '✓', bad: '✗', unsure: '?', plain: '•' };

/** A mark that does not depend on colour alone. */
export const Sign = ({ tone }: { readonly tone: Tone }) => (
  <span class={`sign ${tone}`} aria-hidden="true">
    {SIGNS[tone]}
  </span>
);

export const Banner = ({
  tone,
  text,
  code,
}: {
  readonly tone: Tone;
  readonly text: string;
  readonly code?: string;
}) => (
  <div class={`banner ${tone}`} role="status">
    <Sign tone={tone} />
    <p>
      {shown(text)}
      {code ? <code class="code">{code}</code> : null}
    </p>
  </div>
);

export const Fault = ({ fault }: { readonly fault: FaultView }) => (
  <div class="banner bad" role="alert">
    <Sign tone="bad" />
    <div>
      <p>{shown(fault.message)}</p>
      {fault.more.map(each => (
        <p key={each} class="quiet">
          {shown(each)}
        </p>
      ))}
    </div>
  </div>
);

export const Facts = ({ facts }: { readonly facts: readonly Fact[] }) => (
  <dl class="facts">
    {facts.map(([name, value]) => (
      <div key={`${name} ${value}`}>
        <dt>{name}</dt>
        <dd>{shown(value)}</dd>
      </div>
    ))}
  </dl>
);

export const Section = ({ title, children }: { readonly title: string; readonly children: ComponentChildren }) => (
  <section>
    <h2>{title}</h2>
    {children}
  </section>
);

export const Lines = ({ lines }: { readonly lines: readonly string[] }) => (
  <ul class="lines">
    {lines.map(line => (
      <li key={line}>{shown(line)}</li>
    ))}
  </ul>
);

export const Code = ({ text, label }: { readonly text: string; readonly label: string }) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: a text that scrolls has to be reached by the keyboard
  <section class="text" aria-label={label} tabIndex={0}>
    <pre>{shown(text)}</pre>
  </section>
);

export const Waiting = ({ text }: { readonly text: string }) => (
  <p class="waiting" role="status">
    {text}
  </p>
);
