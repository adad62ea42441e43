/** A report with other names and addresses. */
import type { Provenance } from './provenance.ts';
import type { AnswerReport, Block } from './report.ts';

type Replace = (text: string) => string;

/** Hexadecimal numbers can be of addresses that come later, so all texts are read before they are replaced. */
export function maskedReport(
  report: AnswerReport,
  provenance: Provenance,
  replace: Replace,
): { readonly report: AnswerReport; readonly provenance: Provenance } {
  const whole = { report: withoutFrames(report), provenance };
  mapTexts(whole, replace);
  return mapTexts(whole, replace);
}

const withoutFrames = (report: AnswerReport): AnswerReport => ({
  ...report,
  sections: report.sections.map(section => ({ ...section, blocks: section.blocks.map(maskedBlock) })),
});

/** The bytes of frames have addresses and names. */
function maskedBlock(block: Block): Block {
  if (block.kind === 'frame')
    return { kind: 'text', text: `${block.label}: its bytes are left out, because names and addresses are masked` };
  if (block.kind !== 'steps') return block;
  return { ...block, steps: block.steps.map(step => ({ ...step, blocks: step.blocks.map(maskedBlock) })) };
}

/** Words that programs choose, and hashes. */
const KEPT = new Set(['kind', 'tone', 'code', 'command', 'version', 'sha256']);

/** Every text in plain data. */
function mapTexts<T>(value: T, replace: Replace): T {
  if (typeof value === 'string') return replace(value) as T;
  if (Array.isArray(value)) return value.map(each => mapTexts(each, replace)) as T;
  if (typeof value !== 'object' || value === null) return value;
  const parts = Object.entries(value).map(([key, part]) => [key, KEPT.has(key) ? part : mapTexts(part, replace)]);
  return Object.fromEntries(parts) as T;
}
