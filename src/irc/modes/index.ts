export * from "./channel_modes.ts";
export * from "./extended_bans.ts";
export * from "./notice_kinds.ts";
export * from "./prefixes.ts";
export * from "./user_modes.ts";
