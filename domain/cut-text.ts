/** The beginning of a text, at most `length` characters long; a character outside the basic plane (emoji) is never halved. */
export function cutText(text: string, length: number): string {
  if (text.length <= length) return text;
  const last = text.charCodeAt(length - 1);
  const opensPair = last >= 0xd800 && last <= 0xdbff;
  return text.slice(0, opensPair ? length - 1 : length);
}
