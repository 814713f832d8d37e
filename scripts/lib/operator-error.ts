/** Something the person at the keyboard can put right. Printed as one sentence, without a stack. */
export class OperatorError extends Error {
  override readonly name = "OperatorError";
}
