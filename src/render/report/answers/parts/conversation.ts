/** A conversation of DHCP as steps: each request with its reply, both in hexadecimal with their options. */
import type { Exchange } from '../../../../analyze/lease/dhcp-exchange.ts';
import type { FrameView } from '../../../../analyze/lease/frame-view.ts';
import type { Block, FrameBlock, ReportStep, ReportTable } from '../../model/report.ts';

/** Those without a reply are open, or else the last one. */
export function conversationSteps(exchanges: readonly Exchange[]): readonly ReportStep[] {
  const isLost = exchanges.some(({ reply }) => !reply);
  return exchanges.map((exchange, index) =>
    exchangeStep(exchange, isLost ? !exchange.reply : index === exchanges.length - 1),
  );
}

function exchangeStep({ request, reply, noReply }: Exchange, isOpen: boolean): ReportStep {
  const isRefused = reply?.message === 'NAK';
  return {
    title: `${request.message} → ${reply?.message ?? 'no reply'}`,
    text: noReply ? `${noReply.text} (${noReply.reason})` : (reply?.address ?? ''),
    tone: reply && !isRefused ? 'good' : 'bad',
    isOpen,
    blocks: [...(reply ? [optionTable(reply)] : []), ...frameBlocks(request), ...(reply ? frameBlocks(reply) : [])],
  };
}

function optionTable({ message, address, options }: FrameView): ReportTable {
  const given = address === undefined ? [] : [['your address', address]];
  const rows = [...given, ...options.map(({ name, text }) => [name, text])];
  return { kind: 'table', caption: `What ${message} gives`, heads: ['Option', 'Value'], rows };
}

const frameBlocks = ({ message, tcpdump, bytes, places }: FrameView): readonly Block[] => [
  { kind: 'code', label: `${message}, as tcpdump prints it`, text: tcpdump },
  { kind: 'frame', label: `${message}, the frame`, bytes, parts: places } satisfies FrameBlock,
];
