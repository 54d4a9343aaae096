/** Where a setting stands: the names of its tables, an index for `[[...]]`, its key. */
export type SettingPath = readonly (string | number)[];

/** One setting that is not as it must be. */
export interface Mistake {
  readonly path: SettingPath;
  /** What is wrong with it, to be read behind its name */
  readonly fault: string;
  /** True if it is a file that cannot be read, and not a mistake in writing */
  readonly isFailure?: boolean;
}

/** All mistakes of a configuration. */
export class ConfigError extends Error {
  /** @param mistakes at least one */
  constructor(readonly mistakes: readonly Mistake[]) {
    const texts = mistakes.map(({ path, fault }) => `${nameOf(path)} ${fault}`);
    super(texts.join("; "));
  }
}

/**
 * @param path where a setting stands
 * @returns its name, like `operator[0].hosts`
 */
export function nameOf(path: SettingPath): string {
  return path.map((key) => typeof key === "number" ? `[${key}]` : `.${key}`)
    .join("").replace(/^\./, "");
}
