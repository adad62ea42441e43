/** Matches or actions, parsed once: remembered by flow, which needs no text again, and by text, since flows of many ports are alike. */
import type { LogicalFlow } from '../../network/logical-network.ts';
import type { TracedDatapath } from './traced-datapath.ts';

export class ParsedFlows<T> {
  private readonly byFlow = new Map<LogicalFlow, T>();
  private readonly byText = new Map<string, T>();
  private readonly textOf: (flow: LogicalFlow, datapath: TracedDatapath) => string;
  private readonly parse: (flow: LogicalFlow, datapath: TracedDatapath) => T;

  /** `textOf` returns all that the result of `parse` depends on. */
  constructor(textOf: ParsedFlows<T>['textOf'], parse: ParsedFlows<T>['parse']) {
    this.textOf = textOf;
    this.parse = parse;
  }

  /** How many distinct texts there were. */
  get size(): number {
    return this.byText.size;
  }

  /** Of a flow of `datapath`. */
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
