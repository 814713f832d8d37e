/** `me` is whoever asks, by the name of the key; every other name is one. */
export const requestedByOf = (asked: string | undefined, principal: string): string | undefined =>
  asked === "me" ? principal : asked;
