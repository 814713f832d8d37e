/** Subscribing to webhooks. */
import type { Arguments } from "../../engine/contract.ts";
import { notImplemented } from "../../engine/errors.ts";
import { readGid } from "../ids.ts";
import type { Node } from "../input/shape.ts";
import type { Workshop } from "../part.ts";
import type { WebhookSubscriptionRecord } from "../records/shop.ts";
import { userError, type UserError } from "./user-errors.ts";

type Mutation = (args: Arguments) => object;

/** HTTPS only [D]; the sandbox also delivers to this machine, where there is no certificate. */
const LOCAL = /^http:\/\/(?:127\.0\.0\.1|localhost|\[::1\])(?::\d+)?(?:\/|$)/;
const ALLOWED = /^(?:https:\/\/|pubsub:\/\/|arn:aws:events:)/;

export function createWebhookMutations({ shop, store }: Workshop): Readonly<Record<string, Mutation>> {
  const find = (id: unknown): WebhookSubscriptionRecord | undefined => {
    const gid = typeof id === "string" ? readGid(id) : undefined;
    return gid?.type === "WebhookSubscription" ? store.webhooks.get(gid.id) : undefined;
  };

  const uriProblems = (uri: string): UserError[] => {
    const field = ["webhookSubscription", "uri"];
    if (uri === "") return [userError(field, "Address can't be blank")];
    if (LOCAL.test(uri) || ALLOWED.test(uri)) return [];
    return [
      userError(field, uri.startsWith("http://") ? "Address protocol http:// is not supported" : "Address is invalid"),
    ];
  };

  return {
    webhookSubscriptionCreate(args) {
      const input = args["webhookSubscription"] as Node;
      if (input["format"] === "XML") throw notImplemented("WebhookSubscriptionInput.format: XML");
      const refused = (userErrors: readonly UserError[]) => ({ webhookSubscription: null, userErrors });
      const uri = textOf(input["uri"] ?? input["callbackUrl"]) ?? "";
      const problems = uriProblems(uri);
      if (problems.length > 0) return refused(problems);
      const now = store.now();
      const subscription: WebhookSubscriptionRecord = {
        id: store.ids.next("WebhookSubscription"),
        createdAt: now,
        updatedAt: now,
        topic: String(args["topic"]),
        uri,
        format: "JSON",
        filter: textOf(input["filter"]),
        includeFields: textsOf(input["includeFields"]),
        metafieldNamespaces: textsOf(input["metafieldNamespaces"]),
        name: textOf(input["name"]),
        apiVersion: shop.apiVersion,
        failures: 0,
      };
      // Same topic, address, format and filter is a duplicate [M]; there is one format here.
      const isTaken = store.webhooks.byId
        .all()
        .some((each) => each.topic === subscription.topic && each.uri === uri && each.filter === subscription.filter);
      if (isTaken)
        return refused([
          userError(["webhookSubscription", "callbackUrl"], "Address for this topic has already been taken"),
        ]);
      store.webhooks.insert(subscription);
      return { webhookSubscription: store.show("WebhookSubscription", subscription), userErrors: [] };
    },

    webhookSubscriptionDelete(args) {
      const subscription = find(args["id"]);
      if (subscription === undefined)
        return {
          deletedWebhookSubscriptionId: null,
          userErrors: [userError(["id"], "Webhook subscription does not exist")],
        };
      store.webhooks.delete(subscription);
      return { deletedWebhookSubscriptionId: args["id"], userErrors: [] };
    },
  };
}

const textOf = (value: unknown): string | null => (typeof value === "string" ? value : null);

const textsOf = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);
