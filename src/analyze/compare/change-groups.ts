/** Changes of flows that are alike: the same words came and went, and only ports and addresses differ. */
import { tokenize } from '../../lang/lexer.ts';
import { T } from '../../lang/tokens.ts';
import { editOf } from '../../sema/flow-facts/word-edit.ts';
import type { FlowChange, FlowForm } from './named-flow.ts';
import { groupFlowsBy } from './pair-flows.ts';

/** At least one change. All are of one kind: flows that came, that went, or that changed. */
export type ChangeGroup = readonly [FlowChange, ...FlowChange[]];

export const alikeChanges = (changes: readonly FlowChange[]): readonly ChangeGroup[] =>
  Array.from(groupFlowsBy(changes, shapeOf).values(), group => group as [FlowChange, ...FlowChange[]]);

function shapeOf({ before, after }: FlowChange): string {
  if (!before || !after) return JSON.stringify([before !== undefined, formShape((before ?? after)!)]);
  const priorities = before.priority === after.priority ? [] : [before.priority, after.priority];
  return JSON.stringify([priorities, editShape(before.match, after.match), editShape(before.actions, after.actions)]);
}

const formShape = ({ priority, match, actions }: FlowForm) => [priority, wordShape(match), wordShape(actions)];

const editShape = (before: string, after: string): readonly string[] =>
  before === after
    ? []
    : editOf(before, after)
        .filter(({ kind }) => kind !== 'same')
        .map(({ kind, text }) => `${kind} ${wordShape(text)}`);

/** The words without the names of ports and sets, and without addresses. */
const wordShape = (text: string): string =>
  tokenize(text)
    .map(({ tokenType, image }) => {
      if (tokenType === T.Integer) return /[.:]/.test(image) ? 'ADDRESS' : image;
      return NAMES.get(tokenType) ?? image;
    })
    .join(' ');

const NAMES: ReadonlyMap<object, string> = new Map([
  [T.String, 'NAME'],
  [T.AddressSet, 'SET'],
  [T.PortGroup, 'GROUP'],
]);
