/**
 * The names of the capabilities that this server knows; what each of them is
 * stands in `session/capabilities.ts`.
 */
export type Capability =
  | "account-notify"
  | "account-tag"
  | "away-notify"
  | "batch"
  | "cap-notify"
  | "chghost"
  | "draft/channel-rename"
  | "draft/extended-isupport"
  | "draft/message-redaction"
  | "draft/metadata-3"
  | "draft/multiline"
  | "draft/no-implicit-names"
  | "draft/pre-away"
  | "draft/read-marker"
  | "draft/whoami"
  | "echo-message"
  | "extended-join"
  | "extended-monitor"
  | "invite-notify"
  | "labeled-response"
  | "message-tags"
  | "multi-prefix"
  | "no-implicit-names"
  | "sasl"
  | "server-time"
  | "setname"
  | "standard-replies"
  | "sts"
  | "userhost-in-names";
