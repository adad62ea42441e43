/**
 * A report as one HTML file. It asks for nothing: the Content-Security-Policy allows its own style and script by their hashes, and
 * no connection at all.
 */
import { toBase64 } from '../../../base/bytes/base64.ts';
import { sha256 } from '../../../base/bytes/sha256.ts';
import { withinSize } from '../model/cut.ts';
import type { Provenance } from '../model/provenance.ts';
import type { AnswerReport } from '../model/report.ts';
import { reportBody } from './body.ts';
import { type Html, html } from './html.ts';
import { REPORT_SCRIPT } from './script.ts';
import { REPORT_STYLE } from './style.ts';

/** At most 5 MB, unless `hasAllRows`. */
export const reportPage = (report: AnswerReport, provenance: Provenance, { hasAllRows = false } = {}): string =>
  withinSize(report, hasAllRows, cut => pageOf(report.title, reportBody(cut, provenance)).toString());

/** A page with the style and the script of reports. */
export const pageOf = (title: string, body: Html): Html => html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src '${hashOf(REPORT_STYLE)}'; script-src '${hashOf(REPORT_SCRIPT)}'; img-src data:; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${title} - udon</title>
<style>${REPORT_STYLE}</style>
</head>
<body>
${body}
<script>${REPORT_SCRIPT}</script>
</body>
</html>
`;

const hashOf = (content: Html): string => `sha256-${toBase64(sha256(content.toString()))}`;
