/**
 * Matches or actions, parsed once. They are remembered by flow, so the text is not needed again, and by text, because the
 * flows of many ports are alike.
 */
import type { LogicalFlow } from '../../network/logical-network.ts';
import type { TracedDatapath } from './traced-datapath.ts';

export class ParsedFlows<T> {
  private readonly byFlow = new Map<LogicalFlow, T>();
  private readonly byText = new Map<string, T>();
  private readonly textOf: (flow: LogicalFlow, datapath: TracedDatapath) => string;
  private readonly parse: (flow: LogicalFlow, datapath: TracedDatapath) => T;

  /** The result of `parse` depends only on what `textOf` returns. */
  constructor(textOf: ParsedFlows<T>['textOf'], parse: ParsedFlows<T>['parse']) {
    this.textOf = textOf;
    this.parse = parse;
  }

  /** How many distinct texts have been parsed. */
  get size(): number {
    return this.byText.size;
  }

  /** The result for a flow of `datapath`. */
  of(flow: LogicalFlow, datapath: TracedDatapath): T {
    const known = this.byFlow.get(flow);
    if (known !== undefined || this.byFlow.has(flow)) return known as T;
    const parsed = this.ofText(flow, datapath);
    this.byFlow.set(flow, parsed);
    return parsed;
  }

  private ofText(flow: LogicalFlow, datapath: TracedDatapath): T {
    const text = this.textOf(flow, datapath);
    const known = this.byText.get(text);
    if (known !== undefined || this.byText.has(text)) return known as T;
    const parsed = this.parse(flow, datapath);
    this.byText.set(text, parsed);
    return parsed;
  }
}
