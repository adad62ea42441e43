/** What flows mean, remembered: by the flow, which asks for no text again, and by text, since flows of many ports are alike. */
import type { LogicalFlow } from '../network/logical-network.ts';

export class Meanings<T> {
  private readonly byFlow = new Map<LogicalFlow, T>();
  private readonly byText = new Map<string, T>();

  /** How many distinct texts there were. */
  get size(): number {
    return this.byText.size;
  }

  /** `textOf` gives all that the meaning depends on, `parse` what it is. */
  of(flow: LogicalFlow, textOf: () => string, parse: () => T): T {
    if (!this.byFlow.has(flow)) this.byFlow.set(flow, this.ofText(textOf(), parse));
    return this.byFlow.get(flow) as T;
  }

  private ofText(text: string, parse: () => T): T {
    if (!this.byText.has(text)) this.byText.set(text, parse());
    return this.byText.get(text) as T;
  }
}
