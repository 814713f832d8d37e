declare module "swagger-ui-dist/absolute-path.js" {
  /** Folder of the files of Swagger UI. */
  export default function absolutePath(): string;
}
