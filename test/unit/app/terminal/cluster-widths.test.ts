import stringWidth from 'string-width'
import { describe, expect, test } from 'vitest'
import { clusterWidths } from '../../../../app/terminal/cluster-widths.ts'
import { printedSigns } from '../../../support/printed-signs.ts'

describe('the width of a cluster', () => {
  test('is what Ink reckons, of the signs that agents print', () => {
    expect(printedSigns.length).toBeGreaterThan(200)
    for (const sign of printedSigns)
      expect([sign, clusterWidths.widthOf(sign)]).toEqual([sign, stringWidth(sign)])
  })

  test('is what Ink reckons, of each character alone, but for most ideographs and syllables', () => {
    const others: string[] = []
    for (let code = 0x20; code < 0x20000; code++) {
      if (
        (code > 0x3500 && code < 0x9f00) ||
        (code > 0xad00 && code < 0xd700) ||
        (code > 0x12000 && code < 0x1c000)
      )
        continue
      const character = String.fromCodePoint(code)
      if (/\p{Cn}|\p{Cc}|\p{Co}|\p{Cs}/u.test(character)) continue
      if (clusterWidths.widthOf(character) !== stringWidth(character)) others.push(code.toString(16))
    }
    // Fillers of Hangul, which no keyboard types.
    expect(others).toEqual(['115f', '1160'])
  })

  test('is that of each emoji alone where they stand side by side', () => {
    expect(clusterWidths.widthOf('🇩🇪🇫🇷')).toBe(4)
    expect(clusterWidths.widthOf('👨‍👩‍👧👍🏽⚠️1️⃣')).toBe(8)
    expect(clusterWidths.widthOf('👍👍🏽')).toBe(4)
  })

  test('joins no more characters than an emoji has', () => {
    for (const chain of ['👩‍'.repeat(100), `👍${'🏽'.repeat(100)}`, `\u1100${'\ud7b0'.repeat(100)}`])
      expect(clusterWidths.widthOf(chain)).toBeGreaterThan(10)
  })
})
