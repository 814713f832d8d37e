import type { Client } from "@temporalio/client";
import { v7 } from "uuid";
import type { Database } from "#database/connection";
import {
  findPendingDelivery,
  markDelivered,
  markUndelivered,
  noteAttempt,
  noteAttemptFailed,
  type Delivery,
} from "#database/notification-deliveries";
import { findRule, listSealedSecrets, placeOfSecret } from "#database/notification-rules";
import { insertNotifications } from "#database/notifications";
import { OperationalError } from "#domain/failure";
import type { Secrets } from "#shopify/secrets";
import { startDeliveries } from "#temporal/notification-deliveries";
import type { RuleToTest, TestOutcome } from "#workflows/messages";
import { messageOf, type Message } from "./message.ts";
import { receiverRefuses, receiverUnavailable } from "./receiver-failures.ts";
import { sendMail, type MailServer } from "./send-mail.ts";
import { sendWebhook } from "./send-webhook.ts";

export interface DeliveryDeps {
  readonly db: Database;
  readonly client: Client;
  readonly secrets: Secrets;
  /** Where links lead; undefined: they are paths. */
  readonly publicUrl: string | undefined;
  /** Hosts that webhooks may also reach by http or in a private network. */
  readonly webhookHosts: readonly string[];
  /** Undefined: no mail goes out. */
  readonly mailServer: MailServer | undefined;
  /** Before a notification is sent again for the first time; left out: as the policy says. */
  readonly firstDelayMs?: number;
}

/** Sending notifications. Histories hear of them by id alone. */
export const createDeliveryActivities = (deps: DeliveryDeps) => {
  const { db } = deps;
  const send = async (rule: Delivery["rule"], message: Message): Promise<void> => {
    const { id, kind, address } = rule;
    switch (kind) {
      case "webhook": {
        const sealed = await listSealedSecrets(db, id);
        const secrets = sealed.map((one) => deps.secrets.open(one, placeOfSecret(id)));
        return sendWebhook({ url: address ?? "", secrets }, message, deps.webhookHosts);
      }
      case "email":
        if (deps.mailServer === undefined) throw receiverUnavailable(noMailServer);
        return sendMail(deps.mailServer, address ?? "", message);
      case "inProduct":
        throw receiverRefuses("What is shown in product is not sent");
    }
  };

  return {
    /** Starts the delivery of what is to be sent and is not under way. Safe to run twice. */
    async startDeliveries(): Promise<void> {
      await startDeliveries(deps, deps.firstDelayMs);
    },

    /**
     * Sends a notification. Safe to run twice: what was delivered is not sent again, and a worker that dies in between sends it once more under
     * the same id, by which a receiver knows it.
     */
    async sendNotification({ notificationId: id }: NotificationInput): Promise<void> {
      const delivery = await findPendingDelivery(db, id);
      if (delivery === undefined) return;
      await noteAttempt(db, id);
      try {
        if (!delivery.rule.enabled) throw receiverRefuses("Its rule was disabled");
        await send(delivery.rule, messageOf(delivery.notification, deps.publicUrl));
      } catch (error) {
        await noteAttemptFailed(db, id, error instanceof OperationalError ? error.message : "It could not be sent");
        throw error;
      }
      await markDelivered(db, id);
    },

    /** It is not tried any more. */
    async giveUpNotification({ notificationId }: NotificationInput): Promise<void> {
      await markUndelivered(db, notificationId);
    },

    /** Sends a test to the receiver of a rule, or shows it in product; says what became of it. */
    async testNotificationRule({ ruleId, askedBy }: RuleToTest): Promise<TestOutcome> {
      const rule = await findRule(db, ruleId);
      if (rule === undefined) return failed(receiverRefuses("The rule is gone"));
      const facts = { id: v7(), event: "test", occurredAt: new Date(), failures: 0 } as const;
      if (rule.kind === "inProduct") {
        const initiator = rule.toInitiator ? askedBy : null;
        await insertNotifications(db, [{ ...facts, ruleId, initiator, errorParams: null, state: "open" }]);
        return { kind: "delivered" };
      }
      const nothing = { entryNo: null, entryId: null, report: null, shop: null, schedule: null };
      try {
        await send(rule, messageOf({ ...facts, ...nothing, errorType: null, errorMessage: null }, deps.publicUrl));
        return { kind: "delivered" };
      } catch (error) {
        if (!(error instanceof OperationalError)) throw error;
        return failed(error);
      }
    },
  };
};

export type DeliveryActivities = ReturnType<typeof createDeliveryActivities>;

export interface NotificationInput {
  readonly notificationId: string;
}

const failed = ({ type, message }: OperationalError): TestOutcome => ({ kind: "failed", type, message });

const noMailServer = "No mail goes out from here: start the workers with SMTP_URL and SMTP_FROM";
