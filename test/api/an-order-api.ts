import { anOrderDesk, type OrderDesk } from "#test/support/order-desk";
import { aNamespace, type TestNamespace } from "#test/support/temporal";
import { anApi, type TestApi } from "./an-api.ts";

export interface OrderApi {
  readonly desk: OrderDesk;
  readonly temporal: TestNamespace;
  /** Closing it takes the desk and the namespace with it. */
  readonly api: TestApi;
}

/** The API over the database of an order desk. */
export async function anOrderApi(): Promise<OrderApi> {
  const [desk, temporal] = await Promise.all([anOrderDesk(), aNamespace()]);
  const close = async (): Promise<void> => {
    await Promise.all([temporal.close(), desk.database.drop()]);
  };
  return { desk, temporal, api: await anApi({}, { db: desk.db, client: temporal.client, close }) };
}
