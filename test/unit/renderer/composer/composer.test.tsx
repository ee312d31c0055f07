import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { fail, succeed } from '../../../../app/base/result.ts'
import { maxPromptChars } from '../../../../app/session/prompt.ts'
import { registerCommand, runCommand } from '../../../../renderer/keys/commands.ts'
import { absolutePath, sessionId, sessionView, statuses } from '../../../support/fake-bridge.ts'
import { makePng } from '../../../support/images.ts'
import { press, type Rendered } from '../../../support/render.tsx'
import { alerts, button, buttonNames, typeInto } from '../status/by-name.ts'
import { promptField, showComposer, twoAgents } from './show-composer.tsx'

let page: Rendered | null = null
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
})
afterEach(() => {
  page?.unmount()
  page = null
  vi.useRealTimers()
})

async function show(main = twoAgents()) {
  page = await showComposer(main)
  const { settle } = page
  return { main, settle, write: (text: string) => settle(() => typeInto(promptField(), text)) }
}

const image = absolutePath('/home/ada/drops/1-aa.png')
const prompt = (text: string, images: readonly string[] = []) => ({ text, images })

describe('the composer', () => {
  test('is named after its session, and leaves the focus where it is', async () => {
    await show()
    expect(promptField().getAttribute('aria-label')).toBe('Prompt for apple')
    expect(document.activeElement).toBe(document.body)
  })

  test('sends by Enter and is empty once the prompt was taken', async () => {
    const { main, settle, write } = await show()
    promptField().focus()
    await write('look at this')
    await settle(() => press('Enter'))
    expect(main.asked('prompt:send')).toEqual([{ ids: [sessionId(1)], prompt: prompt('look at this') }])
    expect(promptField().value).toBe('')
    expect(document.querySelector('[data-announcer]')?.textContent).toBe('The prompt was sent.')
  })

  test('sends by Ctrl+Enter and Cmd+Enter, begins a line by Shift+Enter, and sends nothing of nothing', async () => {
    const { main, settle, write } = await show()
    promptField().focus()
    await settle(() => press('Enter'))
    await write('a')
    await settle(() => press('Enter', { shiftKey: true }))
    expect(main.asked('prompt:send')).toEqual([])
    await settle(() => press('Enter', { ctrlKey: true }))
    await write('b')
    await settle(() => press('Enter', { metaKey: true }))
    expect(main.asked('prompt:send')).toHaveLength(2)
  })

  test('leaves Enter to an input method that is composing', async () => {
    const { main, settle, write } = await show()
    promptField().focus()
    await write('ni hao')
    await settle(() => press('Enter', { isComposing: true }))
    await settle(() => press('Enter', { keyCode: 229 }))
    expect(main.asked('prompt:send')).toEqual([])
    expect(promptField().value).toBe('ni hao')
  })

  test('gives the focus to the terminal by Escape, and goes to and fro by its command', async () => {
    const { settle } = await show()
    let focused = 0
    const undo = registerCommand('focusTerminal', () => void (focused += 1))
    await settle(() => runCommand('focusComposer'))
    expect(document.activeElement).toBe(promptField())
    await settle(() => press('Escape'))
    await settle(() => runCommand('focusComposer'))
    undo()
    expect(focused).toBe(2)
  })

  test('brings the last prompt back by Up where nothing is written, and only there', async () => {
    const main = twoAgents()
    main.answers['prompt:history'] = () =>
      succeed([
        { text: 'first', images: [], at: 1, mode: 'interactive' },
        { text: 'last', images: [image], at: 2, mode: 'interactive' },
      ])
    const { settle } = await show(main)
    promptField().focus()
    await settle(() => press('ArrowUp'))
    expect(promptField().value).toBe('last')
    await settle(() => press('ArrowUp'))
    expect(main.asked('prompt:history')).toHaveLength(1)
    expect(document.querySelectorAll('.image-strip .thumbnail')).toHaveLength(1)
  })

  test('keeps what was refused, says why, and asks again', async () => {
    const { main, settle, write } = await show()
    main.answers['prompt:send'] = () => succeed([{ id: sessionId(1), error: refusal('Full.') }])
    await write('keep me')
    await settle(() => button('Send').click())
    expect(promptField().value).toBe('keep me')
    expect(alerts()[0]).toContain('Full. Do that.')
    main.answers['prompt:send'] = () => fail('bad', 'Broken.', '')
    await settle(() => button('Send').click())
    expect(alerts()[0]).toContain('Broken.')
    expect(promptField().value).toBe('keep me')
  })

  test('keeps what was typed while the prompt was on its way', async () => {
    const { main, settle, write } = await show()
    let accept: () => void = () => undefined
    main.answers['prompt:send'] = () =>
      new Promise((resolve) => {
        accept = () => resolve(succeed([]))
      })
    promptField().focus()
    await write('first')
    await settle(() => press('Enter'))
    await settle(() => press('Enter'))
    expect(button('Sending…').disabled).toBe(true)
    await write('first and more')
    await settle(() => accept())
    expect(promptField().value).toBe('and more')
    expect(main.asked('prompt:send')).toHaveLength(1)
  })

  test('refuses in words a prompt that is too long, and loses nothing of it', async () => {
    const { main, settle, write } = await show()
    const long = 'x'.repeat(maxPromptChars + 1)
    await write(long)
    expect(alerts()[0]).toContain('200,000')
    await settle(() => button('Send').click())
    await settle(() => vi.runAllTimers())
    expect(main.asked('prompt:send')).toEqual([])
    expect(main.asked('prompt:saveDraft')).toEqual([])
    expect(promptField().value).toBe(long)
  })

  test('can be one line', async () => {
    const { settle } = await show()
    await settle(() => button('Collapse to one line').click())
    expect(document.querySelector('.composer')?.classList.contains('is-collapsed')).toBe(true)
    await settle(() => button('Show the whole prompt').click())
    expect(document.querySelector('.composer')?.classList.contains('is-collapsed')).toBe(false)
  })

  test('speaks Russian', async () => {
    const main = twoAgents()
    main.model = { ...main.model, locale: 'ru' }
    await show(main)
    expect(promptField().getAttribute('aria-label')).toBe('Запрос для apple')
    expect(buttonNames()).toContain('Отправить')
  })

  test('says of a prompt that the tool would run in a shell that it would', async () => {
    const main = twoAgents()
    const tools = main.model.tools.map((tool) => ({ ...tool, shellPrefix: '!' }))
    main.model = { ...main.model, tools }
    const { write } = await show(main)
    const note = () => document.querySelector('.composer-note')?.textContent
    await write('!rm -rf build')
    expect(note()).toBe('Claude Code runs a prompt that begins with ! in a shell.')
    expect(promptField().getAttribute('aria-describedby')).toBe(document.querySelector('.composer-note')?.id)
    await write('why is !rm -rf build bad?')
    expect(note()).toBeUndefined()
  })

  test('says nothing of it where the prompt is run without a terminal', async () => {
    const main = twoAgents({ mode: 'headless' })
    const tools = main.model.tools.map((tool) => ({ ...tool, shellPrefix: '!' }))
    main.model = { ...main.model, tools }
    const { write } = await show(main)
    await write('!rm -rf build')
    expect(document.querySelector('.composer-note')).toBeNull()
  })

  test('gives every button a name', async () => {
    await show()
    expect(buttonNames().filter((name) => name.trim() === '')).toEqual([])
  })
})

describe('the button says what sending does', () => {
  const cases = [
    ['Send', { status: statuses.idle }],
    ['Queue', { status: statuses.working }],
    ['Queue', { status: statuses.waiting }],
    ['Queue', { status: statuses.idleGuess }],
    ['Run', { status: statuses.dormant, mode: 'headless' }],
    ['Queue', { status: statuses.working, mode: 'headless' }],
    ['Resume and send', { status: statuses.dormant, resumes: true }],
    ['Start new conversation and send', { status: statuses.exited }],
    ['Start and send', { status: statuses.exited, toolName: 'shell' }],
  ] as const
  for (const [label, part] of cases) {
    const { status, ...rest } = part
    test(`${label}: ${status.kind} ${JSON.stringify(rest)}`, async () => {
      await show(twoAgents(part))
      expect(buttonNames()).toContain(label)
    })
  }

  test('begins a new conversation only after it has said so', async () => {
    const { main, settle, write } = await show(twoAgents({ status: statuses.exited }))
    expect(document.querySelector('.composer-note')?.textContent).toContain('starts a new one')
    await write('hello')
    await settle(() => button('Start new conversation and send').click())
    expect(main.requests.map(({ channel }) => channel).slice(-3)).toEqual([
      'session:start',
      'prompt:send',
      'prompt:saveDraft',
    ])
    expect(main.asked('session:start')).toEqual([{ id: sessionId(1), fresh: true }])
  })

  test('sends nothing where the start was refused', async () => {
    const { main, settle, write } = await show(twoAgents({ status: statuses.exited }))
    main.answers['session:start'] = () => fail('tool-missing', '', '')
    await write('hello')
    await settle(() => button('Start new conversation and send').click())
    expect(main.asked('prompt:send')).toEqual([])
    expect(alerts()[0]).toContain('This tool is not installed')
    expect(promptField().value).toBe('hello')
  })

  test('resumes by sending alone', async () => {
    const { main, settle, write } = await show(twoAgents({ status: statuses.dormant, resumes: true }))
    await write('go on')
    await settle(() => button('Resume and send').click())
    expect(main.asked('session:start')).toEqual([])
    expect(main.asked('prompt:send')).toHaveLength(1)
  })
})

describe('drafts', () => {
  test('are kept for each session and shown at once on a tab switch', async () => {
    const { main, settle, write } = await show()
    promptField().focus()
    await write('for apple')
    await settle(() => main.patch({ kind: 'active', id: sessionId(2) }))
    expect(promptField().value).toBe('')
    expect(document.activeElement).toBe(promptField())
    expect(main.asked('prompt:saveDraft')).toEqual([{ id: sessionId(1), draft: prompt('for apple') }])
    await write('for birch')
    await settle(() => main.patch({ kind: 'active', id: sessionId(1) }))
    expect(promptField().value).toBe('for apple')
    expect(main.asked('prompt:readDraft')).toEqual([{ id: sessionId(1) }, { id: sessionId(2) }])
  })

  test('are saved after a pause, once, and as none when nothing is written any more', async () => {
    const { main, settle, write } = await show()
    await write('a')
    await write('ab')
    await settle(() => vi.advanceTimersByTime(299))
    expect(main.asked('prompt:saveDraft')).toEqual([])
    await settle(() => vi.advanceTimersByTime(1))
    await write(' ')
    await settle(() => vi.advanceTimersByTime(300))
    expect(main.asked('prompt:saveDraft')).toEqual([
      { id: sessionId(1), draft: prompt('ab') },
      { id: sessionId(1), draft: null },
    ])
  })

  test('are saved when the page goes', async () => {
    const { main, settle, write } = await show()
    await write('almost lost')
    await settle(() => window.dispatchEvent(new Event('pagehide')))
    expect(main.asked('prompt:saveDraft')).toEqual([{ id: sessionId(1), draft: prompt('almost lost') }])
  })

  test('come back from main, and are not written over by a hand that was quicker', async () => {
    const main = twoAgents()
    let answer: () => void = () => undefined
    main.answers['prompt:readDraft'] = () =>
      new Promise((resolve) => {
        answer = () => resolve(succeed({ text: 'from yesterday', images: [image] }))
      })
    const { settle, write } = await show(main)
    await write('new')
    await settle(() => vi.advanceTimersByTime(1000))
    expect(main.asked('prompt:saveDraft')).toEqual([])
    await settle(() => answer())
    expect(promptField().value).toBe('from yesterday\n\nnew')
    expect(main.asked('prompt:saveDraft')).toEqual([
      { id: sessionId(1), draft: prompt('from yesterday\n\nnew', [image]) },
    ])
  })

  test('say when they cannot be saved, but for a session that is gone', async () => {
    const { main, settle, write } = await show()
    main.answers['prompt:saveDraft'] = () => fail('no-session', '', '')
    await write('a')
    await settle(() => vi.advanceTimersByTime(300))
    expect(alerts()).toEqual([])
    main.answers['prompt:saveDraft'] = () => fail('full', 'The disk is full.', '')
    await write('ab')
    await settle(() => vi.advanceTimersByTime(300))
    expect(alerts()).toEqual(['The disk is full.'])
  })
})

describe('images of a prompt', () => {
  const paste = (files: readonly File[], text = '') => {
    const event = new Event('paste', { bubbles: true, cancelable: true })
    Object.assign(event, { clipboardData: { files, getData: () => text } })
    promptField().dispatchEvent(event)
    return event
  }
  const png = (name = 'a.png') => new File([new Uint8Array(makePng())], name, { type: 'image/png' })
  const removeNames = () => buttonNames().filter((name) => name.startsWith('Remove image'))

  test('come by paste as copies, have names, and can be removed', async () => {
    const main = twoAgents()
    main.answers['image:keepBytes'] = () => succeed(image)
    main.answers['image:read'] = () => succeed(new Uint8Array(makePng()))
    const { settle } = await show(main)
    await settle(() => paste([png()]))
    // Reading the file's bytes takes turns of its own.
    await vi.waitFor(() => expect(removeNames()).toEqual(['Remove image 1']))
    await settle()
    const thumbnail = document.querySelector('.thumbnail')
    expect(thumbnail?.getAttribute('aria-label')).toBe('Image 1 of 1')
    expect(thumbnail?.querySelector('img')?.src).toMatch(/^blob:/u)
    await settle(() => button('Remove image 1').click())
    expect(removeNames()).toEqual([])
    expect(document.activeElement).toBe(promptField())
  })

  test('give their blob addresses back', async () => {
    const revoked: string[] = []
    const revoke = vi.spyOn(URL, 'revokeObjectURL').mockImplementation((url) => void revoked.push(url))
    const main = twoAgents()
    main.answers['prompt:readDraft'] = ({ id }) =>
      succeed(id === sessionId(1) ? { text: '', images: [image] } : null)
    main.answers['image:read'] = () => succeed(new Uint8Array(makePng()))
    const { settle } = await show(main)
    const shown = () => document.querySelector<HTMLImageElement>('.thumbnail img')?.src
    await vi.waitFor(() => expect(shown()).toMatch(/^blob:/u))
    const url = shown()
    await settle(() => main.patch({ kind: 'active', id: sessionId(2) }))
    expect(revoked).toEqual([url])
    revoke.mockRestore()
  })

  test('come by path where there is one; other files are mentioned', async () => {
    const main = twoAgents()
    Object.assign(main.bridge, { pathOfFile: (file: File) => `/home/ada/${file.name}` })
    main.answers['image:keepPaths'] = () => succeed([image])
    const { settle, write } = await show(main)
    await write('see')
    promptField().setSelectionRange(3, 3)
    await settle(() => paste([png(), new File(['x'], 'notes.txt')]))
    await settle()
    expect(main.asked('image:keepPaths')).toEqual([{ id: sessionId(1), paths: ['/home/ada/a.png'] }])
    expect(promptField().value).toBe('see /home/ada/notes.txt')
    expect(removeNames()).toHaveLength(1)
  })

  test('are not taken where words come with them, and asked for where the paste holds nothing else', async () => {
    const main = twoAgents()
    main.answers['image:keepClipboard'] = () => succeed(image)
    const { settle } = await show(main)
    let event = new Event('none')
    await settle(() => {
      event = paste([png()], 'a table')
    })
    expect(event.defaultPrevented).toBe(false)
    await settle(() => paste([]))
    expect(main.asked('image:keepClipboard')).toEqual([{ id: sessionId(1) }])
    expect(removeNames()).toHaveLength(1)
  })

  test('come by a drop on the composer and by a dialog', async () => {
    const main = twoAgents()
    Object.assign(main.bridge, { pathOfFile: (file: File) => `/home/ada/${file.name}` })
    main.answers['image:keepPaths'] = () => succeed([image])
    main.answers['image:pick'] = () => succeed([absolutePath('/home/ada/drops/2-bb.png')])
    const { settle } = await show(main)
    const drop = new Event('drop', { bubbles: true, cancelable: true })
    Object.assign(drop, { dataTransfer: { files: [png()], types: ['Files'] } })
    await settle(() => document.querySelector('.composer')?.dispatchEvent(drop))
    expect(drop.defaultPrevented).toBe(true)
    await settle(() => button('Attach images…').click())
    await settle()
    expect(removeNames()).toEqual(['Remove image 1', 'Remove image 2'])
  })

  test('are refused with the reason where the tool takes none', async () => {
    const main = twoAgents({ takesImages: false })
    main.answers['image:keepClipboard'] = () => succeed(image)
    const { settle } = await show(main)
    const attach = button('Attach images…')
    expect(attach.getAttribute('aria-disabled')).toBe('true')
    expect(document.getElementById(attach.getAttribute('aria-describedby') ?? '')?.textContent).toBe(
      'Claude Code does not accept images here.',
    )
    await settle(() => attach.click())
    expect(main.asked('image:pick')).toEqual([])
    await settle(() => paste([]))
    expect(removeNames()).toEqual([])
    expect(document.querySelector('.card-message')?.textContent).toBe(
      'Claude Code does not accept images here.',
    )
  })

  test('that main refuses are told, and the text stays', async () => {
    const main = twoAgents()
    main.answers['image:pick'] = () => fail('image-kind', '', '')
    const { settle, write } = await show(main)
    await write('text')
    await settle(() => button('Attach images…').click())
    expect(alerts()[0]).toContain('This is not a PNG, JPEG, WebP or GIF image.')
    expect(promptField().value).toBe('text')
  })
})

describe('sending to several sessions', () => {
  const boxes = () => [...document.querySelectorAll<HTMLInputElement>('.send-to input')]

  test('is one request with all of them, and nothing is remembered', async () => {
    const { main, settle, write } = await show()
    await write('all of you')
    await settle(() => button('Send to several sessions…').click())
    expect(document.querySelector('[role=dialog] [role=img]')?.getAttribute('aria-label')).toBe('idle')
    expect(boxes().map((box) => box.checked)).toEqual([true, false])
    await settle(() => boxes()[1]?.click())
    await settle(() => button('Send to 2 sessions').click())
    expect(main.asked('prompt:send')).toEqual([
      { ids: [sessionId(1), sessionId(2)], prompt: prompt('all of you') },
    ])
    expect(document.querySelector('[role=dialog]')).toBeNull()
    await write('again')
    await settle(() => button('Send to several sessions…').click())
    expect(boxes().map((box) => box.checked)).toEqual([true, false])
    await settle(() => press('Escape'))
    expect(document.querySelector('[role=dialog]')).toBeNull()
  })

  test('tells by session which did not take it, keeps the text, and sends again to those alone', async () => {
    const { main, settle, write } = await show()
    await write('all of you')
    main.answers['prompt:send'] = () => succeed([{ id: sessionId(2), error: refusal('Full.') }])
    await settle(() => button('Send to several sessions…').click())
    await settle(() => boxes()[1]?.click())
    await settle(() => button('Send to 2 sessions').click())
    expect(alerts()[0]).toContain('birch Full.')
    expect(promptField().value).toBe('all of you')
    main.answers['prompt:send'] = () => succeed([])
    await settle(() => button('Send again to 1 session').click())
    expect(main.asked('prompt:send')[1]).toEqual({ ids: [sessionId(2)], prompt: prompt('all of you') })
    expect(promptField().value).toBe('')
    expect(alerts()).toEqual([])
  })
})

describe('the history', () => {
  test('lists what was sent, newest first, and puts one below what is written', async () => {
    const main = twoAgents()
    main.answers['prompt:history'] = () =>
      succeed([
        { text: 'older', images: [image], at: 1, mode: 'interactive' },
        { text: 'newer', images: [], at: 2, mode: 'headless' },
      ])
    const { settle, write } = await show(main)
    await write('begun')
    await settle(() => button('Sent prompts…').click())
    const entries = [...document.querySelectorAll('.history-entry')]
    expect(entries.map((entry) => entry.querySelector('.history-text')?.textContent)).toEqual([
      'newer',
      'older',
    ])
    expect(entries.map((entry) => entry.querySelector('.history-mode')?.textContent)).toEqual([
      'Headless',
      'Terminal',
    ])
    await settle(() => button('Use again: older').click())
    await settle(() => vi.advanceTimersByTime(0))
    expect(document.querySelector('dialog')).toBeNull()
    expect(promptField().value).toBe('begun\n\nolder')
    expect(document.querySelectorAll('.image-strip .thumbnail')).toHaveLength(1)
    expect(document.activeElement).toBe(promptField())
    expect(main.asked('prompt:send')).toEqual([])
  })
})

test('the composer goes with its session', async () => {
  const { main, settle } = await show()
  await settle(() => main.patch({ kind: 'session', session: sessionView(1, { title: 'renamed' }) }))
  expect(promptField().getAttribute('aria-label')).toBe('Prompt for renamed')
  await settle(() => main.patch({ kind: 'active', id: null }))
  expect(document.querySelector('.composer')).toBeNull()
})

function refusal(message: string) {
  return { code: 'x-refused', message, hint: 'Do that.' }
}
