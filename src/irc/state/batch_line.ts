/** One line of a message of several. */
export interface BatchLine {
  readonly text: string;
  /** True if it goes on where the line before it ends */
  readonly isConcat: boolean;
}
