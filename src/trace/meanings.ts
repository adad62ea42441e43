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
    const known = this.byFlow.get(flow);
    if (known !== undefined || this.byFlow.has(flow)) return known as T;
    const meaning = this.ofText(textOf(), parse);
    this.byFlow.set(flow, meaning);
    return meaning;
  }

  private ofText(text: string, parse: () => T): T {
    const known = this.byText.get(text);
    if (known !== undefined || this.byText.has(text)) return known as T;
    const meaning = parse();
    this.byText.set(text, meaning);
    return meaning;
  }
}
