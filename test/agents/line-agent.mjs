#!/usr/bin/env node
// An agent without a picture: a prompt line, an answer line, nothing else. `exit N` leaves with that code.
import { createInterface } from 'node:readline'

const lines = createInterface({ input: process.stdin, output: process.stdout, prompt: 'line> ' })
lines.on('line', (text) => {
  const exit = /^exit (\d+)$/.exec(text)
  if (exit !== null) process.exit(Number(exit[1]))
  process.stdout.write(`You said: ${text}\n`)
  lines.prompt()
})
lines.on('close', () => process.exit(0))
lines.prompt()
