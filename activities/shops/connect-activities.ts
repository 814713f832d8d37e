import { shopsOfStore } from "#database/shops";
import { connectStore, type ConnectDeps } from "#shopify/connect-store";
import { attended } from "./attended.ts";

export interface ConnectStoreInput {
  readonly store: string;
  /** Of the state the merchant came back with; the code is found by it. */
  readonly stateHash: string;
  /** Who asked for it. */
  readonly by: string;
}

export const createConnectActivities = (deps: ConnectDeps) => ({
  /** Lets us into a store a merchant has agreed to; answers its shops. Safe to run twice: a code that was exchanged is not sent again. */
  exchangeAuthorizationCode: ({ store, stateHash }: ConnectStoreInput): Promise<readonly string[]> =>
    attended(async () => {
      await connectStore(deps, store, stateHash);
      return (await shopsOfStore(deps.db, store)).map(({ code }) => code);
    }),
});

export type ConnectActivities = ReturnType<typeof createConnectActivities>;
