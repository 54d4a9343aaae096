/** What a client does over and over again to make a server deaf for others. */
export interface Flood {
  /** As in the table. */
  title: string;
  /** What it and those who share its channels ask for, where a server has it. */
  capabilities?: string;
  /** What those say first who share its channels. */
  members: readonly string[];
  /** What it says first. */
  first?: readonly string[];
  /** What it says over and over again; left out, it stalls handshakes of TLS instead. */
  lines?(nick: string): readonly string[];
  /** True if each byte is a segment of its own. */
  isTorn?: boolean;
}

const CHANNEL = "#flood";
const JOIN = [`JOIN ${CHANNEL}`];
const HUNDRED = Array.from({ length: 100 }, (_none, n) => `#c${n}`).join();
const TAG_BYTES = 8192;
const BATCH_LINES = 60;
const BODY = "x".repeat(60);
const MESSAGE = `PRIVMSG ${CHANNEL} :${BODY}`;

const MULTILINE = [
  `BATCH +1 draft/multiline ${CHANNEL}`,
  ...Array<string>(BATCH_LINES).fill(`@batch=1 ${MESSAGE}`),
  "BATCH -1",
];

/** All kinds, in the order of the table. */
export const FLOODS = {
  privmsg: {
    title: "PRIVMSG to a channel of 50",
    members: JOIN,
    first: JOIN,
    lines: () => [MESSAGE],
  },
  who: { title: "WHO *", members: [], lines: () => ["WHO *"] },
  mask: {
    title: "WHO of a mask that fits nobody",
    members: [],
    lines: () => ["WHO *z*q*z*q*x*"],
  },
  join: {
    title: "JOIN and PART, 100 channels of 50",
    members: [`JOIN ${HUNDRED}`],
    lines: () => [`JOIN ${HUNDRED}`, `PART ${HUNDRED}`],
  },
  nick: {
    title: "NICK, on a channel of 50",
    members: JOIN,
    first: JOIN,
    lines: (nick) => [`NICK ${nick}a`, `NICK ${nick}b`],
  },
  metadata: {
    title: "METADATA, on a channel of 50",
    capabilities: "batch draft/metadata-3",
    members: [...JOIN, "METADATA * SUB url"],
    first: JOIN,
    lines: () => ["METADATA * SET url :a", "METADATA * SET url :b"],
  },
  tags: {
    title: "8 KB of tags",
    capabilities: "message-tags",
    members: JOIN,
    first: JOIN,
    lines: () => [`@+x=${"x".repeat(TAG_BYTES - 5)} ${MESSAGE}`],
  },
  tagmsg: {
    title: "TAGMSG to a channel of 50",
    capabilities: "message-tags",
    members: JOIN,
    first: JOIN,
    lines: () => [`@+typing=active TAGMSG ${CHANNEL}`],
  },
  multiline: {
    title: `multiline, ${BATCH_LINES} lines to a channel of 50`,
    capabilities: "batch message-tags draft/multiline",
    members: JOIN,
    first: JOIN,
    lines: () => MULTILINE,
  },
  bytes: {
    title: "PRIVMSG, a byte a segment",
    members: JOIN,
    first: JOIN,
    lines: () => [MESSAGE],
    isTorn: true,
  },
  handshakes: { title: "stalled handshakes of TLS", members: [] },
} as const satisfies Record<string, Flood>;

/** The name of one of `FLOODS`. */
export type FloodName = keyof typeof FLOODS;
