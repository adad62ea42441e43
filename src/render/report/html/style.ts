/** How reports look: light and dark, on paper, and the same for those who see no colours. Everything is below `.report`. */
import { html } from './html.ts';

const COLORS = html`
:root { color-scheme: light dark; }
.report {
  --page: #ffffff; --panel: #f6f8fa; --text: #1f2630; --soft: #57606c; --line: #d9dee5; --accent: #1f5fbf;
  --good: #18713a; --bad: #b3261e; --unsure: #8a5a00; --good-back: #e8f5ec; --bad-back: #fdecea; --unsure-back: #fdf4e0;
  --changed: #fff3c4;
}
@media (prefers-color-scheme: dark) {
  .report {
    --page: #11161d; --panel: #19202a; --text: #e4e9f0; --soft: #9ba7b6; --line: #2f3947; --accent: #7fb2ff;
    --good: #5fd38a; --bad: #ff8a80; --unsure: #e6b450; --good-back: #14291c; --bad-back: #321a1b; --unsure-back: #2c230f;
    --changed: #4a3c10;
  }
}
`;

const LAYOUT = html`
body { margin: 0; }
.report { background: var(--page); color: var(--text); font: 15px/1.5 system-ui, "Segoe UI", Roboto, "DejaVu Sans", sans-serif; min-height: 100vh; box-sizing: border-box; padding: 28px 20px 48px; }
.report > * { max-width: 1080px; box-sizing: border-box; margin-left: auto; margin-right: auto; }
.report code, .report pre, .report .code { font: 13px/1.5 ui-monospace, SFMono-Regular, Menlo, "DejaVu Sans Mono", monospace; overflow-wrap: anywhere; }
.report pre { white-space: pre-wrap; background: var(--panel); border: 1px solid var(--line); border-radius: 6px; padding: 10px 12px; margin: 8px 0; }
.report .command { color: var(--soft); margin-top: 0; margin-bottom: 12px; }
.report .command b { color: var(--accent); font-weight: 600; }
.report .hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.report h1 { font-size: 21px; line-height: 1.35; margin: 0; font-weight: 600; overflow-wrap: anywhere; }
.report h2 { font-size: 16px; margin: 0; font-weight: 600; display: inline; }
.report h3 { font-size: 14px; margin: 16px 0 4px; font-weight: 600; }
.report .verdict { display: flex; gap: 14px; align-items: flex-start; border: 1px solid var(--line); border-left: 6px solid var(--soft); border-radius: 8px; padding: 16px 18px; background: var(--panel); }
.report .word { flex: none; font-weight: 700; font-size: 14px; line-height: 28px; border-radius: 14px; padding: 0 12px; color: var(--page); background: var(--soft); }
.report .verdict .code { color: var(--soft); }
.report .verdict.good { border-left-color: var(--good); background: var(--good-back); }
.report .verdict.bad { border-left-color: var(--bad); background: var(--bad-back); }
.report .verdict.unsure { border-left-color: var(--unsure); background: var(--unsure-back); }
.report .good .word { background: var(--good); }
.report .bad .word { background: var(--bad); }
.report .unsure .word { background: var(--unsure); }
.report dl { display: grid; grid-template-columns: minmax(7em, max-content) 1fr; gap: 6px 18px; margin-top: 16px; margin-bottom: 16px; }
.report dt { color: var(--soft); }
.report dd { margin: 0; overflow-wrap: anywhere; }
.report dd ul, .report section ul { margin: 4px 0; padding-left: 20px; }
`;

const PARTS = html`
.report .tools { position: sticky; top: 0; z-index: 1; display: flex; gap: 10px; align-items: center; background: var(--page); padding: 10px 0; margin-top: 20px; border-bottom: 1px solid var(--line); }
.report .tools[hidden] { display: none; }
.report .search { flex: 1; min-width: 8em; font: inherit; color: inherit; background: var(--panel); border: 1px solid var(--line); border-radius: 6px; padding: 5px 10px; }
.report .toggle { font: inherit; color: inherit; background: var(--panel); border: 1px solid var(--line); border-radius: 6px; padding: 5px 12px; cursor: pointer; }
.report kbd { font: 12px ui-monospace, Menlo, monospace; border: 1px solid var(--line); border-radius: 4px; padding: 0 5px; color: var(--soft); }
.report .status { color: var(--soft); }
.report :focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.report section > details { border-bottom: 1px solid var(--line); padding: 12px 0; }
.report summary { cursor: pointer; }
.report .body { padding: 8px 0 4px; }
.report .step { border: 1px solid var(--line); border-left: 4px solid var(--line); border-radius: 6px; margin: 6px 0; padding: 7px 12px; }
.report .step[hidden], .report [hidden] { display: none; }
.report .step > summary { margin: -7px -12px; padding: 7px 12px; }
.report .step > .body { padding-top: 16px; }
.report .step .name { font-weight: 600; }
.report .step.good { border-left-color: var(--good); }
.report .step.bad { border-left-color: var(--bad); }
.report div.step.bad, .report .step.bad > summary { background: var(--bad-back); }
.report .step.unsure { border-left-color: var(--unsure); }
.report div.step.unsure, .report .step.unsure > summary { background: var(--unsure-back); }
.report .sign { font-weight: 700; }
.report .good > .sign, .report .sign.good { color: var(--good); }
.report .bad > .sign, .report .sign.bad { color: var(--bad); }
.report .unsure > .sign, .report .sign.unsure { color: var(--unsure); }
.report .scroll { overflow-x: auto; }
.report table { border-collapse: collapse; width: 100%; margin: 8px 0 14px; font-size: 14px; }
.report caption { text-align: left; color: var(--soft); padding: 4px 0; }
.report th, .report td { text-align: left; vertical-align: top; padding: 5px 12px 5px 0; border-bottom: 1px solid var(--line); overflow-wrap: break-word; min-width: 4em; }
.report td:has(code) { min-width: 11em; }
.report thead th { color: var(--soft); font-weight: 600; white-space: nowrap; }
.report tbody th { font-weight: 500; }
.report mark { background: var(--changed); color: inherit; border-radius: 3px; padding: 0 3px; font-weight: 600; }
.report del { color: var(--soft); }
.report .hex { white-space: pre; overflow-x: auto; }
.report .hex .at, .report .hex .text { color: var(--soft); }
.report .hex mark { font-weight: 400; padding: 0; box-shadow: inset 0 -2px 0 var(--unsure); }
`;

const PICTURES = html`
.report svg { display: block; font: 12px ui-monospace, SFMono-Regular, Menlo, "DejaVu Sans Mono", monospace; }
.report svg text { fill: var(--text); }
.report svg .soft { fill: var(--soft); }
.report svg .title { font-family: system-ui, "Segoe UI", Roboto, "DejaVu Sans", sans-serif; font-weight: 600; font-size: 13px; }
.report svg .lane { fill: var(--panel); stroke: var(--line); }
.report svg .lane.apart { stroke-dasharray: 6 4; }
.report svg .box { fill: var(--page); stroke: var(--soft); }
.report svg .box.good { stroke: var(--good); stroke-width: 2; }
.report svg .box.bad { fill: var(--bad-back); stroke: var(--bad); stroke-width: 2; }
.report svg .box.traced { stroke: var(--accent); stroke-width: 3; }
.report .paper { fill: var(--page); }
.report svg .box.unsure { fill: var(--unsure-back); stroke: var(--unsure); stroke-width: 2; stroke-dasharray: 5 3; }
.report svg text.bad { fill: var(--bad); font-weight: 700; }
.report svg text.good { fill: var(--good); }
.report svg text.unsure { fill: var(--unsure); }
.report svg .way { fill: none; stroke: var(--soft); stroke-width: 1.5; }
.report svg .way.traced { stroke: var(--accent); stroke-width: 3; }
.report svg .head { fill: var(--soft); }
`;

const PAPER = html`
@media (max-width: 640px) { .report dl { grid-template-columns: 1fr; gap: 0 0; } .report dd { margin-bottom: 8px; } .report .verdict { flex-direction: column; } }
@media (prefers-reduced-motion: no-preference) { .report { scroll-behavior: smooth; } }
@media print {
  .report { --page: #fff; --panel: #fff; --text: #000; --soft: #444; --line: #bbb; --good: #18713a; --bad: #b3261e; --unsure: #8a5a00; --good-back: #fff; --bad-back: #fff; --unsure-back: #fff; --changed: #fff; padding: 0; }
  .report .tools { display: none; }
  .report details::details-content { content-visibility: visible; block-size: auto; }
  .report .step, .report tr { break-inside: avoid; }
}
`;

export const REPORT_STYLE = html`${COLORS}${LAYOUT}${PARTS}${PICTURES}${PAPER}`;

/** The part for a picture in a file of its own. */
export const PICTURE_STYLE = html`${COLORS}${PICTURES}`;
