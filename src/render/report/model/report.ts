/**
 * A report on an answer, as plain data: what HTML and Markdown are made of. It begins with the verdict, and its sections are in
 * the order in which people read. All words that programs choose are in `kind` and `tone`; every other text can come from data.
 */

export interface AnswerReport {
  /** The command that answered: `explain`. */
  readonly command: string;
  /** What was asked, in one line. */
  readonly title: string;
  readonly verdict: ReportVerdict;
  /** What people read first: who decided, why, what to do. */
  readonly facts: readonly Fact[];
  readonly sections: readonly ReportSection[];
}

/** What a mark means. It is always shown with a sign or a word, never with a colour alone. */
export type Tone = 'good' | 'bad' | 'unsure' | 'plain';

export interface ReportVerdict {
  readonly tone: Tone;
  /** `yes`, `no`, `undecided`, or another word. */
  readonly word: string;
  /** The answer as a sentence without a full stop. */
  readonly text: string;
  /** A stable code, if it has one. */
  readonly code?: string | undefined;
}

export interface Fact {
  readonly label: string;
  readonly text: string;
  /** Whether it is in a language of programs, such as a match. */
  readonly isCode?: boolean;
  readonly details?: readonly string[];
}

export interface ReportSection {
  readonly title: string;
  /** Whether it is shown at once; the others are opened. */
  readonly isOpen: boolean;
  readonly blocks: readonly Block[];
}

export type Block =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | { readonly kind: 'facts'; readonly facts: readonly Fact[] }
  | { readonly kind: 'code'; readonly label: string; readonly text: string }
  | ReportTable
  | ReportSteps
  | FrameBlock
  | PathPicture
  | Drawing;

export interface ReportTable {
  readonly kind: 'table';
  /** Says what the rows are. */
  readonly caption: string;
  readonly heads: readonly string[];
  /** As many cells as heads; the first one names the row. */
  readonly rows: readonly (readonly Cell[])[];
}

export type Cell = string | MarkedCell;

export interface MarkedCell {
  readonly text: string;
  readonly tone?: Tone;
  readonly isCode?: boolean;
  /** The value before, if it has changed. */
  readonly before?: string;
}

/** Steps of a way, each with its details. */
export interface ReportSteps {
  readonly kind: 'steps';
  readonly steps: readonly ReportStep[];
}

export interface ReportStep {
  readonly title: string;
  /** What happened, in a few words. */
  readonly text: string;
  readonly tone: Tone;
  /** Whether its details are shown at once: those of the step that decides. */
  readonly isOpen: boolean;
  /** Empty if there is nothing more to say. */
  readonly blocks: readonly Block[];
}

/** A frame, with the names of its parts. */
export interface FrameBlock {
  readonly kind: 'frame';
  readonly label: string;
  readonly bytes: Uint8Array;
  readonly parts: readonly FramePart[];
}

/** The bytes from `from` up to but not including `to`. */
export interface FramePart {
  readonly from: number;
  readonly to: number;
  readonly name: string;
  readonly text: string;
}

/** The way of a packet: columns from left to right, each with boxes from top to bottom. */
export interface PathPicture {
  readonly kind: 'path';
  /** The picture in one sentence, for those who do not see it. */
  readonly label: string;
  readonly columns: readonly PathColumn[];
}

export interface PathColumn {
  /** A datapath. */
  readonly title: string;
  /** Whether no packet comes here from the column before: it is a copy, or a packet that the network makes. */
  readonly isApart?: boolean;
  readonly boxes: readonly PathBox[];
}

export interface PathBox {
  readonly title: string;
  /** Empty if the title says all. */
  readonly text: string;
  readonly tone: Tone;
}

/** A picture whose parts have places, in pixels. */
export interface Drawing {
  readonly kind: 'drawing';
  readonly label: string;
  readonly width: number;
  readonly height: number;
  readonly frames: readonly DrawnFrame[];
  readonly boxes: readonly DrawnBox[];
  readonly lines: readonly DrawnLine[];
}

/** `x` and `y` are its middle. */
interface Placed {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A frame around boxes. */
export interface DrawnFrame extends Placed {
  readonly title: string;
}

export interface DrawnBox extends Placed {
  readonly title: string;
  readonly details: readonly string[];
  readonly tone: Tone;
  readonly isTraced: boolean;
  readonly isRound: boolean;
}

export interface DrawnLine {
  readonly points: readonly { readonly x: number; readonly y: number }[];
  readonly label: string;
  readonly isTraced: boolean;
}
