import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import type { SessionId } from '../../../../../app/session/session.ts'
import { encodeRecord } from '../../../../../main/pty-host/kept/records.ts'
import { HostRig, PageRig } from '../../../../support/hosted.ts'
import { pollFor } from '../../../../support/poll.ts'

const huge = '2147483647'
const rigs: HostRig[] = []
const folders: string[] = []

function newRig(): HostRig {
  const folder = mkdtempSync(join(tmpdir(), 'roost-hostile-'))
  folders.push(folder)
  const rig = new HostRig({ folder })
  rigs.push(rig)
  return rig
}

afterEach(async () => {
  for (const rig of rigs.splice(0)) await rig.dispose()
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

/** How long an answer took, from the host, in ms. */
async function answerMs(rig: HostRig, id: number): Promise<number> {
  const asked = performance.now()
  rig.send({ type: 'ping', id })
  await rig.event('pong', (event) => event.id === id)
  return performance.now() - asked
}

describe('a program that prints what asks for too much', () => {
  test.each(['S', 'L', 'M', 'T', 'I', 'Z', 'b', '^', '@', 'P', 'X', ' @', ' A', "'}", "'~"])(
    'leaves the host answering: a count before %s',
    async (final) => {
      const rig = newRig()
      const id = rig.open()
      rig.run(id, `printf 'x'; printf '\\033[${huge}%s' "${final}"; printf '\\r\\nstill here\\r\\n'`)
      await rig.exit(id)
      expect(await rig.text(id)).toContain('still here')
    },
  )

  test.each([
    ['full resets', '\\033c'],
    ['repeats of marks', `e${'\\314\\201'.repeat(16)}\\033[${huge}b`],
    ['scrolling', `\\033[${huge}S`],
  ])('does not hold up the host: %s without end', async (_, unit) => {
    const rig = newRig()
    const flood = rig.open()
    const page = new PageRig(rig.host)
    rig.run(
      flood,
      `exec 2>/dev/null; unit=$(printf '${unit}'); while :; do printf '%s%s%s%s' "$unit" "$unit" "$unit" "$unit"; done`,
    )
    await rig.event('spawned')
    const id = rig.open()
    for (let round = 1; round <= 2; round++) {
      page.attach(flood, 120, 40 + round)
      expect(await answerMs(rig, 100 + round)).toBeLessThan(10_000)
    }
    rig.run(id, 'echo other')
    await pollFor(async () => (await rig.text(id)).includes('other'))
  })
})

describe('what an older version kept', () => {
  async function reopened(output: Buffer): Promise<{ rig: HostRig; id: SessionId }> {
    const rig = newRig()
    const id = rig.open()
    rig.run(id, 'echo before')
    await rig.exit(id)
    rig.send({ type: 'flush', id: 1 })
    await rig.event('flushed')
    rig.send({ type: 'forget', session: id, deleteText: false })
    await pollFor(() => readFileSync(join(rig.folder, id, 'log-1')).length > 0)
    appendFileSync(join(rig.folder, id, 'log-1'), encodeRecord({ type: 'output', bytes: output }))
    rig.open(id)
    return { rig, id }
  }

  test('is opened although it asks for too much', async () => {
    const { rig, id } = await reopened(
      Buffer.from(`kept\u001b[${huge}S\u001b[${huge}T\u001b[${huge}Lafter\r\n`),
    )
    expect(await rig.text(id)).toContain('after')
  })

  test('and half a sequence at its end swallows nothing that comes later', async () => {
    const { rig, id } = await reopened(Buffer.from('kept\r\n\u001b]0;half a title'))
    rig.run(id, 'echo later')
    await pollFor(() => rig.events.filter((event) => event.type === 'exit').length === 2)
    rig.send({ type: 'flush', id: 2 })
    await rig.event('flushed', (event) => event.id === 2)
    const text = await rig.text(id)
    expect(text).toMatch(/before\n+kept\n+later/u)
    rig.send({ type: 'forget', session: id, deleteText: false })
    writeFileSync(join(rig.folder, 'mark'), '')
    rig.open(id)
    expect(await rig.text(id)).toMatch(/before\n+kept\n+later/u)
  })
})

test('half a sequence of a program that ended is forgotten', async () => {
  const rig = newRig()
  const id = rig.open()
  rig.run(id, "printf 'first\\r\\n\\033]0;half'")
  await rig.exit(id)
  rig.run(id, "printf 'second\\r\\n'")
  await pollFor(() => rig.events.filter((event) => event.type === 'exit').length === 2)
  expect(await rig.text(id)).toContain('second')
})

test('a program that asks for seconds and reads nothing is answered to 64 KB, and its keys still come', async () => {
  const rig = newRig()
  const id = rig.open()
  rig.run(
    id,
    `stty raw -echo; for i in $(seq 40); do printf '%s' "$(yes "$(printf '\\033[c')" | head -n 5000)"; done; printf 'asked'; sleep 1; head -c 3000000 | wc -c`,
  )
  await pollFor(async () => (await rig.text(id)).includes('asked'))
  expect(await answerMs(rig, 7)).toBeLessThan(5000)
  rig.send({ type: 'input', session: id, data: 'x'.repeat(3_000_000) })
  await pollFor(async () => (await rig.text(id)).includes('3000000'))
})
