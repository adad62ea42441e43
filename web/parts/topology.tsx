/** The picture of networks, as `udon graph` draws it: all of them, or what is near a VM. It is asked for when it is opened. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { PICTURE_STYLE } from '../../src/render/report/html/style.ts';
import { useAnswer } from '../client/page-state.ts';
import { Fault, Waiting } from './text.tsx';

interface TopologyProps {
  readonly title: string;
  /** A VM; without one, all networks. */
  readonly around?: string;
}

export function Topology({ title, around = '' }: TopologyProps) {
  const [isOpen, setOpen] = useState(false);
  const { value, fault, isWaiting } = useAnswer('topology', isOpen ? { around } : undefined);
  return (
    <details onToggle={event => setOpen(event.currentTarget.open)}>
      <summary>{title}</summary>
      {fault ? <Fault fault={fault} /> : null}
      {isWaiting ? <Waiting text="drawing ..." /> : null}
      {value === undefined ? null : <Picture svg={value} />}
    </details>
  );
}

/**
 * The markup is from the template of reports, which escapes every text. A tree of its own keeps its style apart, and its
 * sheet is no inline style, which the policy of the page forbids.
 */
function Picture({ svg }: { readonly svg: string }) {
  const host = useRef<HTMLElement>(null);
  useEffect(() => {
    const root = host.current!.shadowRoot ?? host.current!.attachShadow({ mode: 'open' });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(PICTURE_STYLE.toString());
    root.adoptedStyleSheets = [sheet];
    root.innerHTML = `<div class="report">${svg}</div>`;
  }, [svg]);
  // biome-ignore lint/a11y/noNoninteractiveTabindex: a picture that scrolls has to be reached by the keyboard
  return <section class="text picture" aria-label="picture" tabIndex={0} ref={host} />;
}
