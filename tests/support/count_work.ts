/** What is counted: how often something was done. */
export interface Work {
  /** Entries of maps and sets that were gone through */
  steps: number;
  /** Texts that were encoded */
  encodings: number;
}

type Replaced = readonly [
  target: object,
  key: PropertyKey,
  descriptor: PropertyDescriptor,
];

/**
 * Counts what a function does that takes time, so that a test of its cost comes
 * out the same on every machine.
 *
 * @param run does it
 * @returns how much it did
 */
export function countWork(run: () => void): Work {
  const work: Work = { steps: 0, encodings: 0 };
  const replaced = [
    ...[Map.prototype, Set.prototype].flatMap((prototype) =>
      ["keys", "values", "entries", Symbol.iterator].map((key) =>
        replace(prototype, key, (original) =>
          function* (this: unknown) {
            const entries: Iterable<unknown> = Reflect.apply(
              original,
              this,
              [],
            );
            for (const entry of entries) {
              work.steps++;
              yield entry;
            }
          })
      )
    ),
    replace(
      TextEncoder.prototype,
      "encode",
      (original) =>
        function (this: unknown, text: string) {
          work.encodings++;
          return Reflect.apply(original, this, [text]);
        },
    ),
  ];
  try {
    run();
  } finally {
    for (const [target, key, descriptor] of replaced) {
      Object.defineProperty(target, key, descriptor);
    }
  }
  return work;
}

type Method = (...args: never[]) => unknown;

function replace(
  target: object,
  key: PropertyKey,
  counting: (original: Method) => Method,
): Replaced {
  const descriptor = Object.getOwnPropertyDescriptor(target, key);
  if (descriptor === undefined) throw new Error(`no method ${String(key)}`);
  const value = counting(descriptor.value);
  Object.defineProperty(target, key, { ...descriptor, value });
  return [target, key, descriptor];
}
