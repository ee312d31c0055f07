#!/usr/bin/env node
// An agent with Claude Code's prompt box that asks for permission of its own accord, a moment after text was pasted into
// it: the moment at which an Enter for the text would answer the question. What its Enters did goes to a file.
//
//   asking-agent.mjs --log FILE [--ask-after MS] [--die-after MS] [--deaf MS] [--take-after MS] [--swallow N]
//
// --ask-after: asks so long after a paste. --die-after: ends so long after a paste. --deaf: reads no key for so long after
// a paste. --take-after: works only so long after Enter. --swallow: the first N Enters become line ends of the text.
import { appendFileSync } from 'node:fs'

const { argv, stdin, stdout } = process
/** @param {string} name @param {number} otherwise */
const option = (name, otherwise) => {
  const at = argv.indexOf(name)
  return at < 0 ? otherwise : Number(argv[at + 1])
}
const log = String(argv[argv.indexOf('--log') + 1])
const note = (/** @type {string} */ line) => appendFileSync(log, `${line}\n`)
const askAfter = option('--ask-after', -1)
const dieAfter = option('--die-after', -1)
const deafFor = option('--deaf', 0)
const takeAfter = option('--take-after', 0)
let toSwallow = option('--swallow', 0)

let text = ''
let transcript = ''
let isAsking = false
let isWorking = false

function state() {
  if (isAsking) return 'waiting'
  return isWorking ? 'working' : 'idle'
}

function draw() {
  const rule = '─'.repeat(60)
  const box = isAsking
    ? `${rule}\r\n Bash command\r\n\r\n   rm -rf build\r\n\r\n Do you want to proceed?\r\n ❯ 1. Yes\r\n   2. No\r\n\r\n Esc to cancel\r\n`
    : `${rule}\r\n❯ ${text.replaceAll('\n', '\r\n  ')}\u001b7\r\n${rule}\r\n${isWorking ? '✢ Working… (esc to interrupt)' : '  ? for shortcuts'}\r\n\u001b8`
  stdout.write(`\u001b[?2026h\u001b[2J\u001b[H${transcript}\r\n${box}\u001b[?2026l`)
  stdout.write(`\u001b]7501;state=${state()}:app=claude\u001b\\`)
}

function enter() {
  if (isAsking) {
    note('approved')
    isAsking = false
  } else if (toSwallow > 0) {
    toSwallow -= 1
    text += '\n'
    note('swallowed')
  } else {
    note(`sent ${JSON.stringify(text)}`)
    transcript += `❯ ${text.replaceAll('\n', '\r\n  ')}\r\n\r\n`
    text = ''
    setTimeout(() => {
      isWorking = true
      draw()
      setTimeout(() => {
        isWorking = false
        transcript += '● Done.\r\n'
        draw()
      }, 200)
    }, takeAfter)
  }
}

function pasted() {
  if (askAfter >= 0)
    setTimeout(() => {
      isAsking = true
      draw()
    }, askAfter)
  if (dieAfter >= 0) setTimeout(() => process.exit(1), dieAfter)
  if (deafFor > 0) {
    stdin.pause()
    setTimeout(() => stdin.resume(), deafFor)
  }
}

stdin.setRawMode(true)
stdout.write('\u001b[?2004h')
stdin.on('data', (bytes) => {
  let input = bytes.toString('utf8')
  // oxlint-disable-next-line no-control-regex -- the marks of a paste are control characters
  const paste = /\u001b\[200~([^]*?)\u001b\[201~/u.exec(input)
  if (paste !== null) {
    text += paste[1] ?? ''
    input = input.replace(paste[0], '')
  }
  for (const key of input) {
    if (key === '\r') enter()
    else if (key >= ' ') text += key
  }
  draw()
  if (paste !== null) pasted()
})
draw()
