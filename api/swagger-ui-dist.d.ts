declare module "swagger-ui-dist" {
  /** Folder of the files of Swagger UI. */
  export function absolutePath(): string;
}
