/** `productSet` also charges for what is sent [M]; other inputs are free. */
type Members = Readonly<Record<string, unknown>>;

const POINTS = { variant: 0.2, variantFile: 0.6, metafield: 0.4, productFile: 1.9 };

export function inputCost(type: string, field: string, args: Members): number {
  if (type !== "Mutation" || field !== "productSet") return 0;
  const product = membersOf(args["input"]);
  const variants = listOf(product["variants"]).map(membersOf);
  const files = variants.filter((variant) => variant["file"] !== undefined && variant["file"] !== null).length;
  const metafields =
    listOf(product["metafields"]).length + variants.flatMap((variant) => listOf(variant["metafields"])).length;
  return (
    variants.length * POINTS.variant +
    files * POINTS.variantFile +
    metafields * POINTS.metafield +
    listOf(product["files"]).length * POINTS.productFile
  );
}

const membersOf = (value: unknown): Members => (typeof value === "object" && value !== null ? (value as Members) : {});
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
