import { Hono } from "hono";

const HEADERS = {
  "Content-Security-Policy": "default-src 'none'",
  "X-Content-Type-Options": "nosniff",
  "Cache-Control": "no-store",
};

/**
 * What people see who open the WebSocket listener in a browser.
 *
 * @param name tells the name of the network as it is now
 */
export function page(name: () => string): Hono {
  const app = new Hono();
  app.get("/", ({ html }) => html(text(name()), 200, HEADERS));
  app.notFound(({ text }) => text("There is nothing here.\n", 404, HEADERS));
  return app;
}

function text(name: string): string {
  return `<!doctype html>
<meta charset="utf-8">
<title>${escape(name)}</title>
<p>This is ${escape(name)}, an IRC network. Connect with a client that speaks
IRC over WebSocket.</p>
`;
}

function escape(text: string): string {
  return text.replace(
    /[&<>"']/g,
    (character) => `&#${character.charCodeAt(0)};`,
  );
}
