import { isCollection, isMap, isNode, isScalar, LineCounter, parseDocument, type Document } from "yaml";

/** Something in a file that cannot be as it is. Line and column count from 1. */
export interface FileProblem {
  readonly line: number;
  readonly column: number;
  /** What it is about, what is wrong, and what is allowed. */
  readonly text: string;
}

export type YamlPath = readonly (string | number)[];

export interface YamlText {
  /** As plain values; undefined when there are problems. */
  readonly value: unknown;
  /** All that is wrong with the text itself. */
  readonly problems: readonly FileProblem[];
  /** A problem with the value at a path, or with its key; of what is not there, at what it would be in. */
  problemAt(path: YamlPath, place: "key" | "value", text: string): FileProblem;
}

/** Never throws: text that is not YAML has problems. */
export function readYaml(source: string): YamlText {
  const lineCounter = new LineCounter();
  const document = parseDocument(source, { lineCounter, prettyErrors: false });
  const problemOf = (offset: number, text: string): FileProblem => {
    const { line, col } = lineCounter.linePos(offset);
    return { line, column: col, text };
  };
  const mistakes = [...document.errors, ...document.warnings].map(({ pos, message }) => problemOf(pos[0], message));
  const plain = mistakes.length > 0 ? { value: undefined, problems: mistakes } : plainValue(document, problemOf);
  return {
    ...plain,
    problemAt: (path, place, text) => problemOf(offsetOf(document, path, place), text),
  };
}

function plainValue(document: Document, problemOf: (offset: number, text: string) => FileProblem) {
  try {
    return { value: document.toJS() as unknown, problems: [] };
  } catch (error) {
    // An alias without its anchor is a mistake of the text; what is left are aliases that unfold without end.
    if (!(error instanceof ReferenceError)) throw error;
    return { value: undefined, problems: [problemOf(0, error.message)] };
  }
}

function offsetOf(document: Document, path: YamlPath, place: "key" | "value"): number {
  for (let length = path.length; length > 0; length -= 1) {
    const parent = document.getIn(path.slice(0, length - 1), true);
    const member = path[length - 1];
    const pair = isMap(parent) ? parent.items.find(({ key }) => isScalar(key) && key.value === member) : undefined;
    const isMeant = length === path.length;
    const node = isMeant && place === "key" ? pair?.key : document.getIn(path.slice(0, length), true);
    // A member without any value is shown by its key.
    const shown = isNode(node) && (isCollection(node) || !isScalar(node) || node.source !== "") ? node : pair?.key;
    if (isNode(shown) && shown.range) return shown.range[0];
  }
  return document.contents?.range?.[0] ?? 0;
}
