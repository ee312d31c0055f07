#!/usr/bin/env node
/*
 * An agent on lines that takes files by a command of its own, as Aider does (`aider/commands.py`): `/add "a b.png" c.png`
 * reads a word in double quotes as one and knows no other quotes, says `Added … to the chat` hard-wrapped at the width of
 * the window, and asks before it creates a file that is not there. Above its prompt stands what is in the chat. Anything
 * else is answered; `wait` is at work until the next line. `--blind` refuses images, `--forgetful` finds no file.
 */
import { existsSync } from 'node:fs'
import { relative } from 'node:path'
import { createInterface } from 'node:readline'

const blind = process.argv.includes('--blind')
const forgetful = process.argv.includes('--forgetful')
/** @type {Set<string>} */
const chat = new Set()
let question = false
let waits = false
const lines = createInterface({ input: process.stdin, output: process.stdout, prompt: '> ' })

/** @param {string} text */
function say(text) {
  const width = process.stdout.columns
  let row = ''
  for (const word of text.split(' ')) {
    if (row !== '' && row.length + 1 + word.length > width) {
      process.stdout.write(`${row}\n`)
      row = ''
    }
    row = row === '' ? word : `${row} ${word}`
    for (; row.length > width; row = row.slice(width)) process.stdout.write(`${row.slice(0, width)}\n`)
  }
  process.stdout.write(`${row}\n`)
}

/** @param {string} path */
function add(path) {
  if (forgetful || !existsSync(path)) {
    process.stdout.write(`No files matched '${path}'. Do you want to create ${path}? (Y)es/(N)o [Yes]: `)
    question = true
  } else if (chat.has(path)) say(`${path} is already in the chat as an editable file`)
  else if (blind) say(`Cannot add image file ${path} as the mock-model does not support images.`)
  else {
    chat.add(path)
    say(`Added ${relative(process.cwd(), path)} to the chat`)
  }
}

function ready() {
  process.stdout.write(`${'─'.repeat(process.stdout.columns - 1)}\n`)
  for (const path of chat) say(relative(process.cwd(), path))
  lines.prompt()
}

lines.on('line', (text) => {
  const args = /^\/add (.*)$/u.exec(text)?.[1]
  waits = !waits && text === 'wait'
  if (question) question = false
  else if (args === undefined) say(waits ? 'Waiting' : `You said: ${text} (${chat.size} in the chat)`)
  else for (const [, quoted, plain] of args.matchAll(/"(.+?)"|(\S+)/gu)) add(quoted ?? plain ?? '')
  if (!question && !waits) ready()
})
lines.on('close', () => process.exit(0))
ready()
