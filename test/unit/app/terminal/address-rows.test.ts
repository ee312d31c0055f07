import { describe, expect, test } from 'vitest'
import { findScreenAddresses } from '../../../../app/terminal/address-rows.ts'
import { findAddresses } from '../../../../app/terminal/addresses.ts'

describe('an address in a sentence', () => {
  test.each([
    ['見て https://a.example/x。次', 'https://a.example/x'],
    ['https://a.example/x…', 'https://a.example/x'],
    ['（https://a.example/x）', 'https://a.example/x'],
    ['「https://a.example/x」', 'https://a.example/x'],
    ['│ https://a.example/x│', 'https://a.example/x'],
    ['**https://a.example/x**', 'https://a.example/x'],
    ['_https://a.example/x_', 'https://a.example/x'],
    ['[text](https://a.example/x), more', 'https://a.example/x'],
    ['(see https://a.example/x).', 'https://a.example/x'],
    ["'https://a.example/x'", 'https://a.example/x'],
    ['"https://a.example/x"', 'https://a.example/x'],
    ["https://a.example's page", 'https://a.example'],
    ['https://a.example/x: more', 'https://a.example/x'],
    ['https://a.example/b_(c', 'https://a.example/b_(c'],
    ['https://a.example/b_(', 'https://a.example/b'],
    ['https://a.example/a_(b)', 'https://a.example/a_(b)'],
    ['(https://a.example/a_(b))', 'https://a.example/a_(b)'],
    ['https://a.example/a_(b)_c(d(e))', 'https://a.example/a_(b)_c(d(e))'],
    ["https://a.example/Fermat's_theorem", "https://a.example/Fermat's_theorem"],
    ['https://a.example/東京（曖昧さ回避）', 'https://a.example/東京（曖昧さ回避）'],
    ['http://[::1]:80/x', 'http://[::1]:80/x'],
    ['HTTPS://A.example/?q=a!b*c', 'HTTPS://A.example/?q=a!b*c'],
    ['https://a.example/путь', 'https://a.example/путь'],
    ['https://', undefined],
    ['xhttps://a.example', undefined],
  ])('%s has %s', (text, address) => {
    const [found] = findAddresses(text)
    expect(found && text.slice(found.start, found.end)).toBe(address)
  })
})

describe('addresses of a screen', () => {
  test.each<readonly [name: string, rows: readonly string[], addresses: readonly string[]]>([
    [
      'cut by a line break, and the rest could be nothing else',
      ['https://a.example/on', 'e/two?three=four'],
      ['https://a.example/one/two?three=four'],
    ],
    [
      'cut over three rows',
      ['https://a.example/on', 'eeeeeeeeeeeeeeeeeeee', 'e'],
      ['https://a.example/on' + 'e'.repeat(21)],
    ],
    ['cut where the rest may be a word', ['https://a.example/on', 'then more'], []],
    [
      'whole, with words in the next row',
      ['https://a.example', 'then more than it says'],
      ['https://a.example'],
    ],
    ['whole at the edge, with nothing after it', ['https://a.example/on', ''], ['https://a.example/on']],
    [
      'whole at the edge, with another after it',
      ['https://a.example/on', 'https://b.example/on'],
      ['https://a.example/on', 'https://b.example/on'],
    ],
    ['whole at the edge, before a list', ['https://a.example/on', '- one'], ['https://a.example/on']],
    ['cut by the border of a box', ['│ https://a.exam │', '│ ple/b?c=d      │'], ['https://a.example/b?c=d']],
    ['cut by the border of a box, perhaps', ['│ see https://a.e │', '│ then more      │'], []],
    [
      'cut by the border between two halves of the screen',
      ['see https://a.exam│https://left.example/on', 'ple/b?c=d         │e more'],
      ['https://a.example/b?c=d'],
    ],
    ['with a pipe behind it', ['https://a.example/x |less and some more'], ['https://a.example/x']],
    ['whole in a box', ['│ https://a.b        │', '│ then more          │'], ['https://a.b']],
    [
      'cut in a text with a hanging indent',
      ['⏺ https://a.example/', '  one/two'],
      ['https://a.example/one/two'],
    ],
    [
      'cut within an address that it holds',
      ['https://a.example/?b=', 'https://c.example/d'],
      ['https://a.example/?b=https://c.example/d'],
    ],
  ])('%s', (_, rows, addresses) => {
    const width = Math.max(...rows.map((row) => row.length))
    const found = findScreenAddresses(
      rows.map((row) => ({ cells: [...row.padEnd(width)], isWrapped: false })),
    )
    expect(found.map(({ address }) => address)).toEqual(addresses)
  })

  test('a row that the terminal wrapped goes on, and each row has its part', () => {
    const found = findScreenAddresses([
      { cells: [...'see https:/'], isWrapped: false },
      { cells: [...'/a.b/word  '], isWrapped: true },
    ])
    expect(found).toEqual([
      {
        address: 'https://a.b/word',
        parts: [
          { row: 0, from: 4, to: 11 },
          { row: 1, from: 0, to: 9 },
        ],
      },
    ])
  })

  test('columns are counted in cells, not in letters', () => {
    const cells = ['東', '', ' ', ...'https://a.b/', '京', '', ' ', 'x']
    expect(findScreenAddresses([{ cells, isWrapped: false }])).toEqual([
      { address: 'https://a.b/京', parts: [{ row: 0, from: 3, to: 17 }] },
    ])
  })
})
