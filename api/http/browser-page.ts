import type { RequestHandler, Response } from "express";

/** What a person reads who was sent here by another site, instead of JSON. */
export interface BrowserPage {
  readonly title: string;
  readonly text: string;
}

/** Marks requests of browsers that show what they get, on paths where people arrive. */
export const recognizeBrowsers: RequestHandler = (request, response, next) => {
  response.locals["isForBrowser"] = request.accepts(["json", "html"]) === "html";
  next();
};

export const isForBrowser = (response: Response): boolean =>
  (response.locals as { readonly isForBrowser?: boolean }).isForBrowser === true;

export function sendPage(response: Response, { title, text }: BrowserPage): void {
  response
    .type("text/html")
    .send(
      `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">` +
        `<title>${escaped(title)}</title><h1>${escaped(title)}</h1><p>${escaped(text)}</p></html>\n`,
    );
}

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const escaped = (text: string): string => text.replaceAll(/[&<>"]/g, (character) => ENTITIES[character] ?? "");
