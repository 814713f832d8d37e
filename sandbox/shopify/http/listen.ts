/** The sandbox server over any data part. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { isObjectType } from "graphql";
import type { ShopPart } from "../engine/contract.ts";
import type { SandboxData } from "../engine/data-part.ts";
import { createDocuments } from "../engine/document/prepare.ts";
import { createFieldRegistry } from "../engine/registry.ts";
import { createResolvers } from "../engine/resolve.ts";
import { executableSchema } from "../engine/schema.ts";
import { createShops } from "../engine/shop/shops.ts";
import { serve, type ServedSandbox } from "./serve.ts";

export interface SandboxOptions {
  /** 0 (default): any free port. */
  readonly port?: number;
  /** Default 127.0.0.1. */
  readonly host?: string;
  readonly clientId?: string;
  readonly clientSecret?: string;
}

export interface Sandbox {
  readonly url: string;
  readonly port: number;
  /** Cuts open connections and ends what shops still do. */
  close(): Promise<void>;
}

const DEFAULT_APP = { clientId: "sandbox-client", clientSecret: "sandbox-secret" };

/** Listens once the promise is kept; throws when the port is taken, or when the data part registers fields the schema does not have. */
export async function listen<D extends ShopPart>(data: SandboxData<D>, options: SandboxOptions = {}): Promise<Sandbox> {
  const { host = "127.0.0.1", port = 0, ...app } = options;
  const registry = createFieldRegistry<D>();
  data.registerFields(registry);
  checkNames(registry.names());
  const sandbox: ServedSandbox<D> = {
    engine: {
      schema: executableSchema,
      resolvers: createResolvers(registry),
      prepare: createDocuments(executableSchema),
    },
    app: { ...DEFAULT_APP, ...app },
    shops: createShops({ ...DEFAULT_APP, ...app }, data),
    controlRoutes: data.controlRoutes,
  };
  const server = createServer({ keepAliveTimeout: 30_000 }, (request, response) => {
    response.sendDate = false;
    void serve(sandbox, request, response);
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, resolve);
  });
  const address = server.address() as AddressInfo;
  return {
    url: `http://${host}:${String(address.port)}`,
    port: address.port,
    async close() {
      const closed = new Promise<void>((resolve) => void server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
      await sandbox.shops.close();
    },
  };
}

/** A resolver for a field that does not exist would never be called. */
function checkNames(names: readonly string[]): void {
  for (const name of names) {
    const [typeName = "", fieldName = ""] = name.split(".");
    const type = executableSchema().getType(typeName);
    if (!isObjectType(type) || !Object.hasOwn(type.getFields(), fieldName))
      throw new Error(`${name} has a resolver, but the schema has no such field`);
  }
}
