import { static as serveFolder, Router } from "express";
// The package itself loads the whole of Swagger UI.
import absolutePath from "swagger-ui-dist/absolute-path.js";

const INITIALIZER = `window.onload = () => {
  window.ui = SwaggerUIBundle({
    url: "/api/openapi.json",
    dom_id: "#swagger-ui",
    deepLinking: true,
    persistAuthorization: true,
    presets: [SwaggerUIBundle.presets.apis, SwaggerUIStandalonePreset],
    layout: "StandaloneLayout",
  });
};
`;

/** The page that shows the OpenAPI document and lets people try it. Everything is served from here: no other host is asked. */
export const docsPage = (): Router =>
  Router()
    // Before the folder, whose own initializer shows another document.
    .get("/swagger-initializer.js", (_request, response) => {
      response.type("text/javascript").send(INITIALIZER);
    })
    .use(serveFolder(absolutePath()));
