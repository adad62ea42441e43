/** What a report was made from and with, so that others can make it again. */

export interface Provenance {
  /** The command line, with its program. */
  readonly commandLine: string;
  readonly version: string;
  readonly sources: readonly ReportSource[];
}

export interface ReportSource {
  /** A path, or the address of a server. */
  readonly name: string;
  /** What it is: `southbound database`. */
  readonly content: string;
  /** In lower-case hexadecimal; absent if it is not a file. */
  readonly sha256?: string | undefined;
}
