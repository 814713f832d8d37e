import { HIDDEN_TYPE } from "./prepare.ts";

type Delivered = Record<string, unknown>;

/** Takes the hidden types out of the answer; afterwards `typeOf` knows them. */
export function takeHiddenTypes(data: unknown): (object: Readonly<Record<string, unknown>>) => string {
  const types = new Map<object, string>();
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) {
      for (const item of value) visit(item);
    } else if (typeof value === "object" && value !== null) {
      const object = value as Delivered;
      const type = object[HIDDEN_TYPE];
      if (typeof type === "string") {
        types.set(object, type);
        delete object[HIDDEN_TYPE];
      }
      for (const name in object) {
        const member = object[name];
        if (typeof member === "object" && member !== null) visit(member);
      }
    }
  };
  visit(data);
  return (object) => types.get(object) ?? "";
}
