import { describe, expect, test } from 'vitest'
import { ByteDoor } from '../../../../app/terminal/byte-door.ts'
import { doorCells, throughDoor } from '../../../support/door.ts'

const esc = '\u001b'
const through = (text: string) => throughDoor(Buffer.from(text)).toString()
/** In latin1, so that bytes that are no UTF-8 can be told. */
const bytesThrough = (text: string) => throughDoor(Buffer.from(text, 'latin1')).toString('latin1')

/** A door, and what it lets through of one text after the other. */
function drip(...texts: readonly string[]): string[] {
  const door = new ByteDoor(doorCells)
  return texts.map((text) => Buffer.from(door.pass(Buffer.from(text))).toString())
}

describe('counts are cut to what the screen can show', () => {
  const huge = '2147483647'
  test.each(['L', 'M', 'S', 'T', '^'])('of rows, before %s', (final) => {
    expect(through(`${esc}[${huge}${final}`)).toBe(`${esc}[6${final}`)
    expect(through(`\u009b${huge}${final}`)).toBe(`\u009b6${final}`)
    expect(through(`${esc}[6${final}`)).toBe(`${esc}[6${final}`)
  })

  test.each(['@', 'P', 'X', 'I', 'Z', ' @', ' A', "'}", "'~"])('of columns, before %s', (final) => {
    expect(through(`${esc}[${huge}${final}`)).toBe(`${esc}[20${final}`)
    expect(through(`${esc}[21${final}`)).toBe(`${esc}[20${final}`)
    expect(through(`${esc}[20${final}`)).toBe(`${esc}[20${final}`)
  })

  test('of cells, before b', () => {
    expect(through(`x${esc}[${huge}b`)).toBe(`x${esc}[120b`)
    expect(through(`x${esc}[120b`)).toBe(`x${esc}[120b`)
  })

  test('of anything else to sixteen bits, each of several', () => {
    expect(through(`${esc}[${huge};1;99999H`)).toBe(`${esc}[32767;1;32767H`)
    expect(through(`${esc}[?${huge};7h`)).toBe(`${esc}[?32767;7h`)
    expect(through(`${esc}[32766;32766H`)).toBe(`${esc}[32766;32766H`)
    expect(through(`${esc}[0000000007;00000000000000H`)).toBe(`${esc}[0000000007;00000000000000H`)
  })

  test('but a colour is no count', () => {
    const colours = `${esc}[38:2::65536:99999:1;48;5;40000m`
    expect(through(colours)).toBe(colours)
  })

  test('after a new size, by the new size', () => {
    const door = new ByteDoor(doorCells)
    door.resize({ cols: 80, rows: 24 })
    expect(Buffer.from(door.pass(Buffer.from(`${esc}[999S${esc}[999X`))).toString()).toBe(
      `${esc}[24S${esc}[80X`,
    )
  })

  test('and a thousand sequences cannot each ask for a screen', () => {
    const door = new ByteDoor({ cols: 120, rows: 40 })
    const counts = (sequence: string) => {
      const text = Buffer.from(door.pass(Buffer.from(sequence.repeat(1000)))).toString()
      return [...text.matchAll(/\[(\d+)/gu)].map(([, count]) => Number(count))
    }
    const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0)
    const rows = counts(`${esc}[999S`)
    expect(rows).toHaveLength(1000)
    expect(rows.slice(0, 8)).toEqual(Array.from({ length: 8 }, () => 40))
    expect(sum(rows)).toBeLessThan(1000 * 8 + 8 * 40)
    const cells = counts(`x${esc}[99999b`)
    expect(cells[0]).toBe(4800)
    expect(sum(cells)).toBeLessThan(1000 * 9 * 16 + 4800)
  })
})

test('full resets one after the other clear the screen instead', () => {
  const resets = through(`${esc}c`.repeat(1000))
  expect(resets.split(`${esc}c`)).toHaveLength(1 + 64 + Math.floor((1000 * 2) / 24))
  expect(resets.split(`${esc}[!p${esc}[H${esc}[J`).length - 1 + resets.split(`${esc}c`).length - 1).toBe(1000)
  const clock = `${esc}cMon Nov 30 11:49:03 UTC 2026\n`.repeat(1000)
  expect(through(clock)).toBe(clock)
})

describe('sequences have a longest length', () => {
  test('control sequences 256 bytes', () => {
    const most = `${esc}[${'1;'.repeat(126)}1m`
    expect(most).toHaveLength(256)
    expect(through(`a${most}b`)).toBe(`a${most}b`)
    expect(through(`a${esc}[${'1;'.repeat(127)}m!${esc}[${'1;'.repeat(127)}Hb`)).toBe('a!b')
  })

  test.each([
    ['a title', ']0;', 4096, ''],
    // A user who copied is told that it was too much.
    ['the clipboard', ']52;c;', 102_400, `${esc}]52;c;!too-large${esc}\\`],
    ['an image', ']1337;File=', 65_536, ''],
    ['a device string', 'P1;2q', 65_536, ''],
    ['an application string', '_G', 65_536, ''],
  ])('%s its own', (_, opener, limit, instead) => {
    const most = `${esc}${opener}${'x'.repeat(limit - opener.length - 1)}${esc}\\`
    expect(through(`a${most}b`)).toBe(`a${most}b`)
    const more = `${esc}${opener}${'x'.repeat(limit + 100)}`
    for (const end of ['\u009c', `${esc}\\`]) {
      const left = through(`a${more}${end}b`).replaceAll('\u0018', '')
      expect(left).toBe(`a${instead}b`)
    }
    expect(through(`a${more}${esc}[31mb`).replaceAll('\u0018', '')).toBe(`a${instead}${esc}[31mb`)
  })

  test('and a string that never ends holds no more than it may', () => {
    const door = new ByteDoor(doorCells)
    door.pass(Buffer.from(`${esc}]0;`))
    for (let count = 0; count < 1000; count++)
      expect(door.pass(Buffer.alloc(65_536, 0x78)).length).toBeLessThan(2)
    expect(door.isInside).toBe(true)
    expect(Buffer.from(door.pass(Buffer.from('\u0007shown'))).toString()).toBe('shown')
  })

  test('30,000 writes of a byte inside of one cost what 30,000 bytes cost', () => {
    const door = new ByteDoor(doorCells)
    door.pass(Buffer.from(`${esc}]52;c;`))
    const one = Buffer.from('Q')
    const started = performance.now()
    for (let count = 0; count < 60_000; count++) door.pass(one)
    // 2.3 ms each, before: over a minute.
    expect(performance.now() - started).toBeLessThan(5000)
    expect(door.pass(Buffer.from('\u0007'))).toHaveLength(7 + 60_000 + 1)
  })
})

describe('links and colours', () => {
  const link = (target: string, end: string) => `${esc}]8;id=1;${target}${end}`

  test.each([`${esc}\\`, '\u0007', '\u009c'])(
    'a link of more than 2 KB is closed instead of opened',
    (end) => {
      const most = `https://example.org/${'x'.repeat(2048 - 20)}`
      expect(through(link(most, end))).toBe(link(most, end))
      expect(through(`a${link(`${most}x`, end)}text${link('', end)}`)).toBe(
        `a${esc}]8;;${esc}\\text${link('', end)}`,
      )
      expect(through(`${link(most.repeat(9), end)}text`)).toBe(`${esc}]8;;${esc}\\text`)
    },
  )

  test('a semicolon in a target is part of it', () => {
    const target = `https://example.org/?a;b;${'c;'.repeat(1100)}`
    expect(through(link(target, '\u0007'))).toBe(`${esc}]8;;${esc}\\`)
  })

  test('colour values of more than 64 bytes go', () => {
    const palette = `${esc}]4;${Array.from({ length: 256 }, (_, at) => `${at};rgb:1234/5678/9abc`).join(';')}\u0007`
    expect(through(palette)).toBe(palette)
    expect(through(`${esc}]11;${'f'.repeat(64)}\u0007`)).toBe(`${esc}]11;${'f'.repeat(64)}\u0007`)
    for (const number of [4, 10, 11, 12])
      expect(through(`a${esc}]${number};1;${'f'.repeat(65)}\u0007b`)).toBe('a\u0018b')
  })
})

describe('marks on a cell', () => {
  const mark = '\u0301'

  test('are at most sixteen, however they come', () => {
    expect(through(`e${mark.repeat(16)}x`)).toBe(`e${mark.repeat(16)}x`)
    expect(through(`e${mark.repeat(500)}x`)).toBe(`e${mark.repeat(16)}x`)
    expect(drip('e', ...Array.from({ length: 40 }, () => mark)).join('')).toBe(`e${mark.repeat(16)}`)
    expect(drip(...Array.from({ length: 5 }, () => mark.repeat(7))).join('')).toBe(mark.repeat(16))
  })

  test.each([
    ['a soft hyphen', '\u00ad'],
    ['DEL', '\u007f'],
    ['ST', '\u009c'],
    ['a privacy message', `${esc}^x\u009c`],
    ['a sequence that means nothing', `${esc}[!5p`],
  ])('also with %s in between', (_, between) => {
    const text = through(`e${`${mark}${between}`.repeat(100)}`)
    expect(text.match(/\u0301/gu)).toHaveLength(16)
  })

  test('also where what is between is no UTF-8', () => {
    for (const junk of [
      '\xff',
      '\xce',
      '\xe2\x82',
      '\xe4',
      '\xf4\x90\x80\x80',
      '\xe0\x80\x80',
      '\xed\xa0\x80',
    ])
      expect(bytesThrough(`e${`\xcc\x81${junk}`.repeat(100)}`).match(/\xcc\x81/gu)).toHaveLength(16)
  })

  test('begin again with each letter', () => {
    const text = `${`e${mark.repeat(16)}`.repeat(20)} ${'กำ'.repeat(60)} ${'ั'.repeat(16)}`
    expect(through(text)).toBe(text)
  })
})

describe('what is not whole is held back', () => {
  test('a sequence until its end', () => {
    expect(drip(`a${esc}`, '[', '3', '1', 'mb')).toEqual(['a', '', '', '', `${esc}[31mb`])
    expect(drip(`a${esc}]0;ti`, 'tle', esc, '\\b')).toEqual(['a', '', '', `${esc}]0;title${esc}\\b`])
    expect(drip('a\u009b3', '1mb')).toEqual(['a', '\u009b31mb'])
  })

  test('a character until its last byte', () => {
    const door = new ByteDoor(doorCells)
    const bytes = Buffer.from('a👍b')
    expect([...bytes].map((byte) => door.pass(Buffer.from([byte])).length)).toEqual([1, 0, 0, 0, 4, 1])
  })

  test('an opener that is cut in two', () => {
    const door = new ByteDoor(doorCells)
    expect(door.pass(Buffer.from([0x61, 0xc2]))).toEqual(Buffer.from('a'))
    expect(door.pass(Buffer.from([0x9b]))).toHaveLength(0)
    expect(Buffer.from(door.pass(Buffer.from('999S'))).toString()).toBe('\u009b6S')
  })

  test('and forgotten with the end of the program', () => {
    const door = new ByteDoor(doorCells)
    door.pass(Buffer.from(`${esc}]0;half`))
    expect(door.isInside).toBe(true)
    door.end()
    expect(door.isInside).toBe(false)
    expect(Buffer.from(door.pass(Buffer.from('$ '))).toString()).toBe('$ ')
  })
})

describe('sequences end as in the parser', () => {
  test('controls inside take effect at once', () => {
    expect(through(`ab${esc}[3\rC!`)).toBe(`ab\r${esc}[3C!`)
    expect(drip(`${esc}[3`, '\n')).toEqual(['', '\n'])
  })

  test('CAN and SUB abort', () => {
    for (const abort of ['\u0018', '\u001a'])
      expect(through(`${esc}[31${abort}m${esc}]0;t${abort}x${esc}P1q${abort}y`)).toBe(
        `${abort}m${abort}x${abort}y`,
      )
  })

  test('ESC ends a string and begins the next sequence', () => {
    expect(through(`${esc}]0;t${esc}[31mx`)).toBe(`${esc}]0;t${esc}\\${esc}[31mx`)
    expect(through(`${esc}[3${esc}[31mx`)).toBe(`${esc}[31mx`)
  })

  test('what the parser passes over goes', () => {
    expect(through(`a${esc}^secret\u009cb${esc}Xmore\u009cc${esc}[1?2hd${esc}éf`)).not.toMatch(
      /secret|more|\?/u,
    )
    expect(through(`a${esc}]no number\u0007b`)).toBe('a\u0018b')
  })

  test('what is taken out does not make an opener of what it stood between', () => {
    for (const gone of ['\x1b^\xc2\x9c', '\x1b[!5p', '\x1b\xc3\xa9'])
      for (const [before, after] of [
        ['\xc2', '\x9b9999S'],
        ['\xe2', '\x9b\x9b'],
        ['\xc2\xe2', '\x9b9999S'],
        ['\xc2\xc2\xf0\x9f', '\x9b9999S'],
      ] as const)
        expect(bytesThrough(`a${before}${gone}${after}`)).not.toMatch(/\xc2\x9b|\xe2\x9b\x9b/u)
  })
})

test('what is within the limits is passed on as it is, without a copy', () => {
  const bytes = Buffer.from(
    `text ${esc}[1;38;5;200mcolour${esc}[0m ${esc}[2;5H${esc}]0;t\u0007日本 ${esc}(B${esc}7\r\n`,
  )
  expect(new ByteDoor(doorCells).pass(bytes)).toBe(bytes)
})
