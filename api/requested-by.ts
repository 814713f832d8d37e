import { ownPrincipal } from "#domain/access/principals";

/** `me` is whoever asks, by the name of the key; every other name is one. */
export const requestedByOf = (asked: string | undefined, principal: string): string | undefined =>
  asked === ownPrincipal ? principal : asked;
