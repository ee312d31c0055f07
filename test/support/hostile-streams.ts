import fc from 'fast-check'

const esc = '\u001b'
const csi = `${esc}[`
const huge = fc.constantFrom('2147483647', '4294967296', '999999', '65536', '9'.repeat(40), '0', '', '7')
const finals = fc.integer({ min: 0x40, max: 0x7e }).map((code) => String.fromCharCode(code))
const intermediates = fc.constantFrom(
  '',
  ' ',
  '!',
  '"',
  '#',
  '$',
  '%',
  '&',
  "'",
  '(',
  ')',
  '*',
  '+',
  ',',
  '-',
  '.',
  '/',
  '$$',
  " '",
)
const prefixes = fc.constantFrom('', '', '', '?', '>', '=', '<')
const ends = fc.constantFrom('\u0007', `${esc}\\`, '\u009c', '\u0018', '\u001a', esc, '')

const words = fc.constantFrom(
  'a',
  'words and more ',
  'x'.repeat(200),
  '日本語',
  '👍🏽',
  'e\u0301',
  'кириллица',
  '─'.repeat(60),
  '«é»',
  '\u00a0',
  '\u200b',
  '1234567890',
)
const controls = fc.constantFrom('\r\n', '\n', '\r', '\b', '\t', '\u000e', '\u000f', '\u0007', '\u0000')

/** Text and sequences as programs send them, each within its limits and whole. */
export const harmlessStream = fc
  .array(
    fc.oneof(
      words,
      controls,
      fc
        .array(fc.constantFrom('0', '1', '31', '38;5;200', '48;2;1;20;255', '4:3', '58:2::1:2:3', ''), {
          maxLength: 6,
        })
        .map((list) => `${csi}${list.join(';')}m`),
      fc.tuple(fc.nat(60), fc.nat(300)).map(([row, column]) => `${csi}${row};${column}H`),
      fc
        .tuple(fc.nat(20), fc.constantFrom(...'ABCDEFGJKPX@ZI`ade'))
        .map(([count, final]) => `${csi}${count}${final}`),
      fc.tuple(fc.nat(6), fc.constantFrom(...'LMSTb')).map(([count, final]) => `${csi}${count}${final}`),
      fc
        .constantFrom(
          '?25l',
          '?25h',
          '?2026h',
          '?2026l',
          '?1049h',
          '?1;2004h',
          '>1u',
          '<u',
          '=5;1u',
          '!p',
          '2 q',
          '?2026$p',
          '6n',
          '1;5r',
        )
        .map((body) => `${csi}${body}`),
      fc
        .constantFrom('7', '8', 'M', 'D', 'E', 'H', '=', '>', '(0', '(B', ')0', '#8', 'c', '\\')
        .map((body) => `${esc}${body}`),
      fc
        .tuple(
          fc.constantFrom('0', '2', '7', '8;id=a', '9;4;1', '10', '11', '133', '52', '777', '1337'),
          fc.constantFrom('', 'A', 'text', 'file:///a/b', 'https://x.org/?q=é', '?', 'c;UUJD'),
          fc.constantFrom('\u0007', `${esc}\\`, '\u009c'),
        )
        .map(([number, body, end]) => `${esc}]${number};${body}${end}`),
      fc.constantFrom('$qm', '1;1q#0~~', '+q544e').map((body) => `${esc}P${body}${esc}\\`),
      fc.constant(`${esc}_Gi=1;AAAA${esc}\\`),
      fc.constantFrom('\u009b31m', '\u009d0;t\u009c', '\u0085', '\u0084'),
    ),
    { maxLength: 60 },
  )
  .map((parts) => Buffer.from(parts.join('')))

const sequence = fc
  .tuple(fc.constantFrom(csi, '\u009b'), prefixes, fc.array(huge, { maxLength: 4 }), intermediates, finals)
  .map(
    ([opener, prefix, numbers, intermediate, final]) =>
      `${opener}${prefix}${numbers.join(';')}${intermediate}${final}`,
  )

const string = fc
  .tuple(
    fc.constantFrom(
      `${esc}]`,
      `${esc}P`,
      `${esc}_`,
      `${esc}^`,
      `${esc}X`,
      '\u0090',
      '\u009d',
      '\u009e',
      '\u009f',
      '\u0098',
      `${esc}k`,
    ),
    fc.constantFrom(
      '0;',
      '8;;',
      '8;id=x;http://',
      '4;1;',
      '11;',
      '52;c;',
      '99;i=1:d=0;',
      '1337;',
      'no;',
      '',
      '+q',
      '1;2q',
      'G',
      ';',
    ),
    fc.constantFrom(
      '',
      'x',
      'é',
      'x'.repeat(70),
      'x'.repeat(2100),
      'y'.repeat(5000),
      '?;'.repeat(200),
      '\n\n',
    ),
    ends,
  )
  .map((parts) => parts.join(''))

const marks = fc
  .tuple(fc.nat(40), fc.constantFrom('', '\u00ad', '\u007f', `${esc}[!5p`, `${esc}^\u009c`))
  .map(([count, between]) => `e${`\u0301${between}`.repeat(count)}`)

/** Text that asks for as much as it can, well and badly formed. */
const hostileText = fc.oneof(
  sequence,
  string,
  marks,
  words,
  controls,
  fc.tuple(sequence, fc.nat(200)).map(([text, count]) => text.repeat(count)),
)

/** Bytes of any kind: text that asks for much, halves of sequences and of characters, junk. */
export const anyStream = fc
  .array(
    fc.oneof(
      { weight: 4, arbitrary: hostileText.map((text) => Buffer.from(text)) },
      { weight: 1, arbitrary: harmlessStream },
      { weight: 2, arbitrary: fc.uint8Array({ maxLength: 12 }).map((bytes) => Buffer.from(bytes)) },
      {
        weight: 2,
        arbitrary: fc
          .constantFrom(
            '\x1b',
            '\x1b[',
            '\x1b]',
            '\xc2',
            '\xc2\x9b',
            '\xe2\x82',
            '\xf0\x9f',
            '\x9b',
            '\x7f',
            '\xff',
          )
          .map((text) => Buffer.from(text, 'latin1')),
      },
    ),
    { maxLength: 20 },
  )
  .map((parts) => Buffer.concat(parts))
