import { get } from "node:http";

/** The merchant agrees; answers where Shopify sends the browser. A browser finds the store by its name on this machine. */
export const agree = (authorizeUrl: URL): Promise<URL> =>
  new Promise((resolve, reject) => {
    const { host, port, pathname, search } = authorizeUrl;
    get({ host: "127.0.0.1", port, path: pathname + search, headers: { host } }, (response) => {
      response.resume();
      resolve(new URL(response.headers.location ?? ""));
    }).once("error", reject);
  });
