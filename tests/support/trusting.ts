/** The file of a server that trusts its clients. */
export const TRUSTING_FILE = `${import.meta.dirname}/trusting.toml`;

/** Its tables, to stand behind those of a test that is about something else. */
export const TRUSTING = `\n${Deno.readTextFileSync(TRUSTING_FILE)}`;
