/**
 * What is written before a snapshot, so that nothing of the session shown before is left: CAN ends a sequence cut
 * in the middle and the reset clears text, modes, mouse, kitty flags and charsets. The rest is what xterm.js
 * leaves over a reset: a hidden cursor, line feed mode, the palette. As bytes, so that a character cut in the
 * middle ends too.
 */
export const cleanSlate: Uint8Array = new TextEncoder().encode(
  [
    '\u0018',
    '\u001Bc',
    '\u001B[?25h',
    '\u001B[20l',
    '\u001B]104\u0007',
    '\u001B]110\u0007',
    '\u001B]111\u0007',
    '\u001B]112\u0007',
  ].join(''),
)

/**
 * Modes that a dead program has left: with mouse tracking on nothing could be selected, and a hidden cursor or
 * kitty keys would meet the next program.
 */
export const afterDeath = [
  '\u0018',
  // Out of synchronized output first: it holds back drawing.
  '\u001B[?2026l',
  '\u001B[?9;1000;1002;1003;1004;1006;1016;2004l',
  '\u001B[=0u',
].join('')
