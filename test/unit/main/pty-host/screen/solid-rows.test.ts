import { afterEach, describe, expect, test } from 'vitest'
import { darkTheme, lightTheme, type ThemeColors } from '../../../../../app/terminal/theme.ts'
import { Screen } from '../../../../../main/pty-host/screen/screen.ts'

const open: Screen[] = []
afterEach(() => open.splice(0).forEach((screen) => screen.dispose()))

function solid(text: string, theme: ThemeColors = darkTheme): readonly string[] {
  const screen = new Screen({
    cols: 40,
    rows: 3,
    appVersion: '1.2.3',
    theme,
    onReply: () => undefined,
    onSignal: () => undefined,
  })
  open.push(screen)
  screen.parse(Buffer.from(text))
  return screen.promptFrame().solid
}

const grey = (hex: string, on?: string) => {
  const channels = (color: string) => [1, 3, 5].map((at) => parseInt(color.slice(at, at + 2), 16)).join(';')
  return `\x1b[38;2;${channels(hex)}${on === undefined ? '' : `;48;2;${channels(on)}`}m`
}

describe('the solid rows of a screen', () => {
  test('lack what is dim, and the rest keeps its place', () => {
    expect(solid('> \x1b[2mAsk me\x1b[0m now\r\nplain')).toEqual(['>        now', 'plain', ''])
  })

  test('are as long as the rows, of whatever characters', () => {
    expect(solid('a\x1b[2m界e\u0301🙂\x1b[0mb')).toEqual([`a${' '.repeat('界e\u0301🙂'.length)}b`, '', ''])
  })

  test.each([
    ['Qwen Code', grey('#6c7086'), darkTheme],
    ['opencode', grey('#808080', '#1e1e1e'), darkTheme],
    ['Gemini CLI', grey('#afafaf', '#41444a'), darkTheme],
    ['Copilot CLI', grey('#9198a1'), darkTheme],
    ['Qwen Code in light', grey('#97a0b0'), lightTheme],
    ['Gemini CLI in light', grey('#5f5f5f', '#d9d9d9'), lightTheme],
    ['opencode in light', grey('#8a8a8a', '#fafafa'), lightTheme],
    ['the palette', '\x1b[90m', darkTheme],
  ])('lack the grey in which %s writes its hints', (_, color, theme) => {
    expect(solid(`> ${color}a hint\x1b[0m`, theme)).toEqual(['>', '', ''])
  })

  test.each([
    ['opencode', grey('#eeeeee', '#1e1e1e'), darkTheme],
    ['Gemini CLI', grey('#ffffff', '#41444a'), darkTheme],
    ['Gemini CLI, a mention', grey('#d7afff', '#41444a'), darkTheme],
    ['opencode, a folded paste', grey('#0a0a0a', '#f5a742'), darkTheme],
    ['Gemini CLI in light', grey('#000000', '#d9d9d9'), lightTheme],
    ['opencode in light', grey('#1a1a1a', '#fafafa'), lightTheme],
    ['Codex, an image', '\x1b[36m', darkTheme],
    ['a cursor that is drawn', '\x1b[7m', darkTheme],
  ])('keep the text of %s', (_, color, theme) => {
    expect(solid(`> ${color}text\x1b[0m`, theme)).toEqual(['> text', '', ''])
  })
})
