/** The page: what is open, where the user is, and the view of it. */
import { useEffect, useMemo, useState } from 'preact/hooks';
import { type Answer, NO_PACKET, PageContext, useAnswer } from '../client/page-state.ts';
import { hashOf, type Route, useRoute, type View } from '../client/route.ts';
import type { Ask, Work } from '../client/worker-client.ts';
import { Fault, shown } from '../parts/text.tsx';
import type { FaultView, GivenFile, MachineRow, OpenedView } from '../worker/protocol.ts';
import { Explain } from './explain.tsx';
import { ExpressionView } from './expression.tsx';
import { Flows } from './flows.tsx';
import { Landing, OpenFiles, useDrop } from './landing.tsx';
import { Machine } from './machine.tsx';
import { Machines } from './machines.tsx';
import { Trace } from './trace.tsx';

interface AppProps {
  readonly ask: Ask;
  readonly work: Work | undefined;
}

interface Open {
  /** Counts what was opened. */
  readonly number: number;
  readonly files: readonly GivenFile[];
  readonly view?: OpenedView;
  readonly fault?: FaultView;
}

const NO_NAMES = { guests: [], targets: [] } as const;

export function App({ ask, work }: AppProps) {
  const route = useRoute();
  const [open, setOpen] = useState<Open>();
  const [packet, setPacket] = useState(NO_PACKET);
  const opening = (given: readonly GivenFile[]) => {
    if (given.length === 0) return;
    setPacket(NO_PACKET);
    const begun = { number: (open?.number ?? 0) + 1, files: given };
    setOpen(begun);
    ask('open', { files: given }).then(reply => {
      const opened = { ...begun, ...('value' in reply ? { view: reply.value } : { fault: reply.fault }) };
      setOpen(last => (last?.number === begun.number ? opened : last));
    });
  };
  const isOver = useDrop(opening);
  useSearchKey();
  const names = open?.view?.names ?? NO_NAMES;
  const page = useMemo(() => ({ ask, names, packet, setPacket }), [ask, names, packet]);
  return (
    <PageContext.Provider value={page}>
      <Header open={open} route={route} onOpen={opening} />
      <Progress work={work} isOpening={open !== undefined && !open.view && !open.fault} />
      <main id="content" class={isOver ? 'drop' : ''} tabIndex={-1}>
        {open?.fault ? <Fault fault={open.fault} /> : null}
        <Content open={open} route={route} onOpen={opening} />
      </main>
    </PageContext.Provider>
  );
}

interface ContentProps {
  readonly open: Open | undefined;
  readonly route: Route;
  onOpen(files: readonly GivenFile[]): void;
}

function Content({ open, route, onOpen }: ContentProps) {
  const machines = useAnswer('machines', open?.view && { opening: open.number });
  if (route.view === 'expression') return <ExpressionView />;
  if (!open?.view) return <Landing isOpening={open !== undefined && !open.fault} onOpen={onOpen} />;
  // A new key for each set of files: nothing of the last one stays.
  return <Opened key={open.number} view={open.view} machines={machines} route={route} />;
}

interface OpenedProps {
  readonly view: OpenedView;
  readonly machines: Answer<readonly MachineRow[]>;
  readonly route: Route;
}

function Opened({ view, machines, route }: OpenedProps) {
  const { fields } = route;
  switch (route.view) {
    case 'vm':
      return <Machine key={route.name} name={route.name} />;
    case 'explain':
      return <Explain key={JSON.stringify(fields)} fields={fields} />;
    case 'trace':
      return <Trace />;
    case 'flows':
      return <Flows nodes={view.nodes} />;
    default:
      return <Machines opened={view} machines={machines} />;
  }
}

const TABS: readonly (readonly [view: View, text: string])[] = [
  ['vms', 'Networks and VMs'],
  ['explain', 'Explain'],
  ['trace', 'Trace'],
  ['flows', 'Flows'],
  ['expression', 'Paste a flow'],
];

function Header({ open, route, onOpen }: ContentProps) {
  const current = route.view === 'vm' ? 'vms' : route.view;
  return (
    <header>
      <button type="button" class="skip" onClick={focusContent}>
        Skip to the content
      </button>
      <p class="brand">udon</p>
      <nav aria-label="Views">
        {TABS.map(([view, text]) => (
          <a key={view} href={hashOf(view)} aria-current={view === current ? 'page' : undefined}>
            {text}
          </a>
        ))}
      </nav>
      {open?.view ? (
        <div class="open">
          <p class="quiet" title={open.view.summary}>
            {shown(titleOf(open.files))}
            {open.view.releases.length > 0 ? `, ${open.view.releases.join(', ')}` : ''}
          </p>
          <OpenFiles text="Open others" onOpen={onOpen} />
        </div>
      ) : null}
    </header>
  );
}

/** No link: the address after `#` names the view. */
const focusContent = (): void => document.getElementById('content')?.focus();

function titleOf(files: readonly GivenFile[]): string {
  const tops = [...new Set(files.map(({ path }) => path.split('/')[0]!))];
  return tops.length > 2 ? `${tops[0]} and ${tops.length - 1} others` : tops.join(', ');
}

/** Of the beginning and the end of a step, it is not known how long they take. */
function Progress({ work, isOpening }: { readonly work: Work | undefined; readonly isOpening: boolean }) {
  const share = work && work.share > 0 && work.share < 1 ? work.share : undefined;
  const percent = share === undefined ? ' ...' : `: ${Math.floor(share * 100)} %`;
  return (
    <div class="progress" role="status" hidden={!work && !isOpening}>
      <progress {...(share !== undefined && { value: share })} max={1} aria-label="progress" />
      <span>{work ? `${shown(work.step)}${percent}` : 'opening ...'}</span>
    </div>
  );
}

/** `/` moves to the search of the view. */
function useSearchKey(): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const isTyping = event.target instanceof HTMLElement && /^(input|textarea|select)$/i.test(event.target.tagName);
      const field = document.querySelector<HTMLElement>('[data-search]');
      if (event.key !== '/' || isTyping || !field) return;
      event.preventDefault();
      field.focus();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);
}
