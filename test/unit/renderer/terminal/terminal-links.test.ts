import { Terminal } from '@xterm/headless'
import type { ILink, ILinkProvider } from '@xterm/xterm'
import { expect, it } from 'vitest'
import { linkAddresses } from '../../../../renderer/terminal/terminal-links.ts'

it('gives each row of an address that was cut by a line break the whole of it', async () => {
  const { linksOf, opened } = await screen(24, 'see https://a.example/on\r\n    e/two?b=c end')
  for (const [row, from, to] of [
    [1, 5, 24],
    [2, 5, 13],
  ] as const) {
    const [link] = linksOf(row)
    expect(link?.range).toEqual({ start: { x: from, y: row }, end: { x: to, y: row } })
    link?.activate(new MouseEvent('click', { ctrlKey: true }), link.text)
    link?.activate(new MouseEvent('click'), link.text)
  }
  expect(opened).toEqual(['https://a.example/one/two?b=c', 'https://a.example/one/two?b=c'])
})

it('gives no link where it is not certain that the address is whole', async () => {
  const { linksOf } = await screen(24, 'see https://a.example/on\r\nwith more words')
  expect(linksOf(1)).toEqual([])
})

async function screen(cols: number, text: string) {
  const terminal = new Terminal({ allowProposedApi: true, cols, rows: 5 })
  await new Promise<void>((written) => terminal.write(text, written))
  let provider: ILinkProvider | null = null
  const opened: string[] = []
  const seen = {
    buffer: terminal.buffer,
    cols,
    registerLinkProvider(registered: ILinkProvider) {
      provider = registered
      return { dispose: () => undefined }
    },
  }
  linkAddresses(seen, { open: (target) => opened.push(target), hover: () => undefined }, false)
  const linksOf = (row: number): readonly ILink[] => {
    let links: readonly ILink[] = []
    provider?.provideLinks(row, (found) => (links = found ?? []))
    return links
  }
  return { linksOf, opened }
}
