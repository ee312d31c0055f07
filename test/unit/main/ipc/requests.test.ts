import { describe, expect, it } from 'vitest'
import { maxRequestChars, requests } from '../../../../app/ipc/contract.ts'
import { maxImageBytes } from '../../../../app/terminal/image.ts'
import type { RequestChannel } from '../../../../app/ipc/channels.ts'
import { succeed } from '../../../../app/base/result.ts'
import { makeSessionId } from '../../../../app/session/session.ts'
import { answerRequests, type RequestEdge, type RequestHandlers } from '../../../../main/ipc/requests.ts'
import { standIn } from '../../../support/stand-in.ts'

const known = makeSessionId(1, 'abcd')
const unknown = makeSessionId(2, 'abcd')

/** For each channel an argument that fits. */
const fitting: Record<RequestChannel, object> = {
  'model:read': {},
  'stream:connect': {},
  'session:create': { toolName: 'shell', folder: '~', cols: 80, rows: 24 },
  'session:start': { id: known, fresh: false },
  'session:resumeByHand': { id: known },
  'session:dismissResume': { id: known },
  'session:mode': { id: known, mode: 'headless' },
  'session:interrupt': { id: known },
  'prompt:readDraft': { id: known },
  'prompt:saveDraft': { id: known, draft: { text: '', images: [] } },
  'image:keepPaths': { id: known, paths: ['/a'] },
  'image:keepBytes': { id: known, bytes: new Uint8Array(3) },
  'image:keepClipboard': { id: known },
  'image:pick': { id: known },
  'image:read': { id: known, path: '/a.png' },
  'prompt:send': { ids: [known], prompt: { text: 'a', images: ['/a.png'] } },
  'prompt:history': { id: known },
  'queue:read': { id: known, item: 1 },
  'queue:change': {
    id: known,
    item: 1,
    change: { kind: 'edit', prompt: { text: 'a', images: ['/a.png'] } },
  },
  'tools:read': { toolName: 'shell' },
  'tools:save': { toolName: 'shell', text: '{}' },
  'tools:reset': { toolName: 'shell' },
  'tools:help': { toolName: 'shell' },
  'session:close': { id: known, confirmed: false, leave: false },
  'session:background': { id: known },
  'session:reopenLast': {},
  'session:rename': { id: known, title: 'a name' },
  'session:move': { id: known, toIndex: 0 },
  'session:activate': { id: known },
  'status:why': { id: known },
  'status:timeline': { id: known },
  'status:moment': { id: known, at: 1 },
  'case:draft': { id: known },
  'case:save': { id: known, screen: 'a', title: '', signals: [], right: { kind: 'idle' }, sign: null },
  'case:reveal': { path: '/a' },
  'rules:read': { toolName: 'shell' },
  'rules:save': { toolName: 'shell', text: '[]' },
  'rules:pickFile': {},
  'rules:useFile': { preview: 1 },
  'rules:dropFile': {},
  'rules:saveFile': { toolName: 'shell' },
  'folder:pick': { startAt: null },
  'folder:check': { folder: '/' },
  'drop:paths': { id: known, paths: ['/a'] },
  'drop:bytes': { id: known, name: 'a.png', bytes: new Uint8Array(3) },
  'clipboard:paste': { id: known },
  'clipboard:copy': { text: 'a' },
  'link:open': { url: 'https://example.org/' },
  'settings:change': { fontSize: 12 },
  'notice:act': { noticeId: 'a', actionId: 'b' },
  'notice:dismiss': { noticeId: 'a' },
  'page:alive': {},
  'page:error': { message: 'a' },
}
const channels = Object.keys(requests)

type Ipc = RequestEdge['ipc']

function edge(given: { isTrusted?: boolean; handler?: () => unknown } = {}) {
  const listeners = new Map<string, (event: object, ...args: unknown[]) => Promise<unknown>>()
  const calls: string[] = []
  const bugs: string[] = []
  const refused: string[] = []
  const handlers = Object.fromEntries(
    channels.map((channel) => [
      channel,
      () => {
        calls.push(channel)
        return given.handler === undefined ? succeed(null) : given.handler()
      },
    ]),
  )
  const stop = answerRequests(
    {
      ipc: standIn<Ipc>({
        handle: (channel: string, listener: (event: object, ...args: unknown[]) => Promise<unknown>) =>
          listeners.set(channel, listener),
        removeHandler: (channel: string) => listeners.delete(channel),
      }),
      isTrusted: () => given.isTrusted ?? true,
      knowsSession: (id) => id === known,
      onBug: (error, what) => bugs.push(`${what}: ${String(error)}`),
      onRefused: (channel, why) => refused.push(`${channel}: ${why}`),
    },
    standIn<RequestHandlers>(handlers),
  )
  const ask = (channel: string, ...args: unknown[]) => listeners.get(channel)?.({}, ...args)
  return { ask, calls, bugs, refused, listeners, stop }
}

describe('answerRequests', () => {
  it('answers every channel of the contract, and stops answering when told', () => {
    const page = edge()
    expect([...page.listeners.keys()].sort()).toEqual([...channels].sort())
    page.stop()
    expect(page.listeners.size).toBe(0)
  })

  it.each(channels)('%s: takes an argument that fits', async (channel) => {
    const page = edge()
    expect(await page.ask(channel, Reflect.get(fitting, channel))).toEqual({ ok: true, value: null })
    expect(page.calls).toEqual([channel])
  })

  it.each(channels)('%s: refuses a sender that is not our page', async (channel) => {
    const page = edge({ isTrusted: false })
    const answer = await page.ask(channel, Reflect.get(fitting, channel))
    expect(answer).toMatchObject({ ok: false, error: { code: 'bad-request' } })
    expect(page.calls).toEqual([])
    expect(page.refused).toEqual([`${channel}: its sender is not our page`])
  })

  it.each(channels)('%s: refuses an argument that does not fit, none, and more than one', async (channel) => {
    const page = edge()
    const wrong = [
      [null],
      ['text'],
      [{ id: '../../etc', bytes: 'x' }],
      [],
      [Reflect.get(fitting, channel), 1],
    ]
    for (const args of wrong.filter(
      ([first]) => !isEmptyObjectSchema(channel) || typeof first !== 'object',
    )) {
      expect(await page.ask(channel, ...args)).toMatchObject({ error: { code: 'bad-request' } })
    }
    expect(page.calls).toEqual([])
  })

  it.each(channels.filter((channel) => 'id' in Reflect.get(fitting, channel)))(
    '%s: refuses a session that is not there',
    async (channel) => {
      const page = edge()
      const answer = await page.ask(channel, { ...Reflect.get(fitting, channel), id: unknown })
      expect(answer).toMatchObject({ ok: false, error: { code: 'no-session' } })
      expect(page.calls).toEqual([])
    },
  )

  it('refuses what is too large before it is looked at closely', async () => {
    const page = edge()
    await page.ask('clipboard:copy', { text: 'a'.repeat(maxRequestChars + 1) })
    await page.ask('model:read', { unasked: 'a'.repeat(maxRequestChars + 1) })
    await page.ask('drop:bytes', { id: known, name: 'a', bytes: new Uint8Array(maxImageBytes + 1) })
    expect(page.refused).toEqual([
      'clipboard:copy: it is too large',
      'model:read: it is too large',
      'drop:bytes: it is too large',
    ])
    expect(
      await page.ask('drop:bytes', { id: known, name: 'a', bytes: new Uint8Array(maxImageBytes) }),
    ).toEqual({
      ok: true,
      value: null,
    })
  })

  it('turns a bug into words for the page and hands it on', async () => {
    const thrown = edge({
      handler: () => {
        throw new Error('a bug')
      },
    })
    const rejected = edge({ handler: () => Promise.reject(new Error('a late bug')) })
    expect(await thrown.ask('model:read', {})).toMatchObject({ ok: false, error: { code: 'bug' } })
    expect(await rejected.ask('model:read', {})).toMatchObject({ ok: false, error: { code: 'bug' } })
    expect(thrown.bugs).toEqual(['request model:read: Error: a bug'])
    expect(rejected.bugs).toEqual(['request model:read: Error: a late bug'])
  })
})

/** A request without an argument takes any object: what it does not know is left out. */
function isEmptyObjectSchema(channel: string): boolean {
  return Object.keys(Reflect.get(fitting, channel)).length === 0 || channel === 'settings:change'
}
