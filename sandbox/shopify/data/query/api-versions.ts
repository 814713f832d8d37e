/** Versions of the API there are at a moment ("Shopify: API versioning"): one appears each quarter and is supported for twelve months [D]. */

interface ApiVersion {
  readonly handle: string;
  readonly displayName: string;
  readonly supported: boolean;
}

const SUPPORTED = 4;
const MONTHS = 3;

/** The oldest first; then the release candidate and `unstable`, which are not supported [D]. */
export function apiVersionsAt(now: number): readonly ApiVersion[] {
  const today = new Date(now);
  const thisQuarter = (today.getUTCFullYear() * 12 + today.getUTCMonth()) / MONTHS;
  const handleOf = (quarter: number): string => {
    const months = quarter * MONTHS;
    return `${String(Math.floor(months / 12))}-${String((months % 12) + 1).padStart(2, "0")}`;
  };
  const latest = Math.floor(thisQuarter);
  const supported = Array.from({ length: SUPPORTED }, (_, age) => handleOf(latest - SUPPORTED + 1 + age));
  const candidate = handleOf(latest + 1);
  return [
    ...supported.map((handle, index) => ({
      handle,
      displayName: index === SUPPORTED - 1 ? `${handle} (Latest)` : handle,
      supported: true,
    })),
    { handle: candidate, displayName: `${candidate} (Release candidate)`, supported: false },
    { handle: "unstable", displayName: "unstable", supported: false },
  ];
}
