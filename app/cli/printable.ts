/**
 * What a program wrote, as one line that a terminal can be given: control characters would act on it, and marks of
 * direction would make it read as something else.
 */
export function printable(text: string): string {
  return text
    .replace(/(?<! ) *[\p{Cc}\p{Zl}\p{Zp}][\p{Cc}\p{Zl}\p{Zp} ]*/gu, ' ')
    .replace(/\p{Cf}/gu, '')
    .trim()
}
