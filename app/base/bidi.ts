/** Marks that change the order in which text is shown, so that it reads as another text (CVE-2021-42574). */
export const bidiControls = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/u

/** Letters that are written from right to left: the blocks that Unicode keeps for them. */
const rightToLeft = /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC\u{10800}-\u{10FFF}\u{1E800}-\u{1EFFF}]/u

/** The text without marks that change its order. */
export function withoutBidi(text: string): string {
  return text.replace(new RegExp(bidiControls.source, 'gu'), '')
}

/**
 * Text of others for a line of ours: without marks of its own and, if it holds letters that run from right to left,
 * isolated (U+2068, U+2069), so that it moves nothing of what stands around it. A whole element is a `<bdi>` instead.
 */
export function isolate(text: string): string {
  const plain = withoutBidi(text)
  return rightToLeft.test(plain) ? `\u2068${plain}\u2069` : plain
}
