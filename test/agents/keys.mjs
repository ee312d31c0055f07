#!/usr/bin/env node
// Prints every byte it is sent as hexadecimal, one line a read, in raw mode: what a key really sends. `--kitty` pushes
// the kitty keyboard flags 1 (tell ambiguous keys apart), `--mouse` turns on 1000 and 1006. Ctrl-D leaves.
const { stdin, stdout } = process
const wants = new Set(process.argv.slice(2))
if (stdin.isTTY) stdin.setRawMode(true)
if (wants.has('--kitty')) stdout.write('\x1b[>1u')
if (wants.has('--mouse')) stdout.write('\x1b[?1000h\x1b[?1006h')
stdout.write('keys ready\r\n')
stdin.on('data', (bytes) => {
  stdout.write(`${Buffer.from(bytes).toString('hex')}\r\n`)
  if (Buffer.from(bytes).includes(4)) process.exit(0)
})
