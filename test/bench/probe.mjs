// Runs inside a terminal and measures it from there.
//   node probe.mjs throughput LOG RUNS FILE...   writes each payload file RUNS times, after one tenth to warm up
//   node probe.mjs echo LOG COUNT                asks for the cursor COUNT times and notes how long each answer took
//   node probe.mjs redraw FPS                    redraws a screen FPS times a second until it is ended
// Each measurement is a JSON line in LOG. A throughput run ends with a cursor query (DSR 6), whose answer comes when
// everything before it is parsed by whoever answers, and then a line `MARK <number>` for an observer to wait for; the
// probe goes on when it is sent a `g`. Times are ms since 1970 with fractions, so that other processes can compare.
import { appendFileSync, openSync, readFileSync, writeSync } from 'node:fs'
import { basename } from 'node:path'

const slice = 65_536
const tty = openSync('/dev/tty', 'w')
const [task = '', ...rest] = process.argv.slice(2)
const now = () => performance.timeOrigin + performance.now()

/** @type {{ form: RegExp, done: () => void } | undefined} */
let awaited
let seen = ''
process.stdin.setRawMode(true)
process.stdin.on('data', (bytes) => {
  seen += bytes.toString('latin1')
  if (seen.includes('\x03')) process.exit(130)
  if (awaited === undefined || !awaited.form.test(seen)) return
  const { done } = awaited
  awaited = undefined
  seen = ''
  done()
})

if (task === 'throughput') await throughput(rest[0] ?? '', Number(rest[1]), rest.slice(2))
if (task === 'echo') await echo(rest[0] ?? '', Number(rest[1]))
if (task === 'redraw') redraw(Number(rest[0]))
if (task !== 'redraw') process.exit(0)

/**
 * @param {string} log
 * @param {number} runs
 * @param {string[]} files
 */
async function throughput(log, runs, files) {
  let mark = 0
  note(log, { columns: process.stdout.columns, rows: process.stdout.rows })
  for (const file of files) {
    const body = readFileSync(file)
    const warm = body.subarray(0, body.lastIndexOf('\n', body.length / 10) + 1)
    for (const bytes of [warm, ...Array.from({ length: runs }, () => body)]) {
      const started = now()
      write(bytes)
      await cursorReport()
      const answered = now()
      mark += 1
      note(log, {
        payload: basename(file, '.bin'),
        bytes: bytes.length,
        warm: bytes === warm,
        started,
        answered,
        mark,
      })
      write(Buffer.from(`\x1b[0m\x1b[2J\x1b[HMARK ${mark}.`))
      await input(/g/)
    }
  }
}

/**
 * @param {string} log
 * @param {number} count
 */
async function echo(log, count) {
  const times = []
  for (let at = -20; at < count; at++) {
    const started = performance.now()
    await cursorReport()
    if (at >= 0) times.push(performance.now() - started)
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  note(log, { echoMs: times })
  write(Buffer.from('ECHO DONE\r\n'))
}

/** @param {number} perSecond */
function redraw(perSecond) {
  let frame = 0
  const { columns, rows } = process.stdout
  setInterval(() => {
    frame += 1
    const lines = Array.from(
      { length: rows - 1 },
      (_, row) =>
        `\x1b[${row + 1};1H\x1b[2K\x1b[3${(row + frame) % 8}m▏\x1b[0m frame ${frame} row ${row} ${'·'.repeat((frame + row) % Math.max(1, columns - 40))}`,
    )
    write(Buffer.from(`\x1b[?2026h${lines.join('')}\x1b[?2026l`))
  }, 1000 / perSecond)
}

/** @param {Buffer} bytes */
function write(bytes) {
  for (let at = 0; at < bytes.length;) at += writeSync(tty, bytes, at, Math.min(slice, bytes.length - at))
}

function cursorReport() {
  // eslint-disable-next-line no-control-regex -- the report begins with an escape
  const answer = input(/\x1b\[\d+;\d+R/)
  write(Buffer.from('\x1b[6n'))
  return answer
}

/**
 * @param {RegExp} form
 * @returns {Promise<void>}
 */
function input(form) {
  return new Promise((done) => {
    awaited = { form, done }
  })
}

/**
 * @param {string} log
 * @param {object} entry
 */
function note(log, entry) {
  appendFileSync(log, `${JSON.stringify(entry)}\n`)
}
