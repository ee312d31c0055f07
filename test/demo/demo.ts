import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { launchRoost, type RoostApp } from '../support/app.ts'
import { dropFiles } from '../support/drop.ts'
import { repositoryRoot } from '../support/electron-path.ts'
import { createTestHome, type TestHome } from '../support/home.ts'
import { makePng, writePng } from '../support/images.ts'
import { pollFor } from '../support/poll.ts'

/** Where the pictures of the README lie. */
const pictures = join(repositoryRoot, 'docs/screenshots')

/** What runs in the demo: the tool as the dialog names it, a project, a name, what it is asked, and what comes last. */
const scenes = [
  {
    tool: 'Claude Code',
    project: 'storefront',
    title: 'Search box',
    prompt: 'add a search box to the header',
    answer: [
      '● The header has a slot for it. I add the field and send the query to /search.',
      '',
      '● Update(src/header.tsx)',
      '    12     <nav class="header">',
      "    13 -     <a href='/cart'>Cart</a>",
      '    13 +     <SearchBox placeholder="Search the shop" onSearch={openResults} />',
      "    14 +     <a href='/cart'>Cart</a>",
      '    15     </nav>',
      '',
      '● Write(src/search-box.tsx)',
      '    + export function SearchBox({ placeholder, onSearch }: SearchBoxProps) {',
      '    +   const [query, setQuery] = useState("")',
      '    +   return <form role="search" onSubmit={() => onSearch(query)}> …',
      '',
      '● 41 tests pass. Next I write one for an empty query.',
      '',
    ],
    last: 'work 900',
  },
  {
    tool: 'Codex',
    project: 'billing-api',
    title: 'Red invoice test',
    prompt: 'why is the invoice test red',
    answer: [
      '● The fixture is dated 31 December and the code adds a month.',
      '● I would run the migration to check.',
    ],
    last: 'approve',
  },
  {
    tool: 'Gemini CLI',
    project: 'docs-site',
    title: '',
    prompt: 'translate the quick start',
    answer: ['● Done: 3 pages, 2 languages.'],
    last: '',
  },
  { tool: 'Qwen Code', project: 'billing-api', title: '', prompt: '', answer: [], last: 'work 900' },
  {
    tool: 'Claude Code',
    project: 'mobile-app',
    title: 'Login screen',
    prompt: 'port the login screen',
    answer: ['● Two ways lead there.'],
    last: 'question',
  },
  {
    tool: 'Codex',
    project: 'ingest',
    title: 'Profile the parser',
    prompt: 'profile the parser',
    answer: ['● Reading the flame graph.'],
    last: 'fail',
  },
  {
    tool: 'Copilot CLI',
    project: 'storefront',
    title: '',
    prompt: 'review the last commit',
    answer: ['● Nothing to add.'],
    last: 'exit 1',
  },
  {
    tool: 'Claude Code',
    project: 'design-tokens',
    title: 'Contrast',
    prompt: '',
    answer: [],
    last: 'work 6',
  },
] as const

/** Opens Roost with stand-in agents in several states and writes a picture of each view. */
async function main(): Promise<void> {
  mkdirSync(pictures, { recursive: true })
  const home = homeWithAnswers(['claude', 'codex', 'gemini', 'qwen', 'copilot', 'opencode'])
  let roost = await launchRoost(home, { env: { FAKE_AGENT_ANSWERS: join(home.root, 'answers.json') } })
  try {
    await size(roost)
    await theme(roost, 'dark')
    await picture(roost, 'first-start')
    await openShell(roost, home)
    for (const scene of scenes) await play(roost, home, scene)
    await roost.tabOf('storefront').first().click()
    await roost.waitForText('Thinking')
    await roost
      .tab(/unseen/)
      .first()
      .waitFor()
    await picture(roost, 'main')
    for (const prompt of ['write a test for an empty query', 'then make the field grow with its text']) {
      await roost.page.getByRole('textbox', { name: /^Prompt for/ }).fill(prompt)
      await roost.page.getByRole('button', { name: 'Queue', exact: true }).click()
      await roost.page.getByRole('region', { name: 'Queued prompts' }).getByText(prompt).first().waitFor()
    }
    await roost.page.getByRole('textbox', { name: /^Prompt for/ }).fill('and one for a query of two words')
    await picture(roost, 'queue')
    await theme(roost, 'light')
    await picture(roost, 'main-light')
    await theme(roost, 'dark')

    await roost
      .tab(/needs approval|asks a question/)
      .first()
      .click()
    await roost.page.keyboard.press('Control+Shift+Y')
    await roost.dialog('Why this status?').waitFor()
    await picture(roost, 'why')
    await roost.page.keyboard.press('Escape')
    await roost.page.keyboard.press('Control+Shift+H')
    await roost.dialog(/^Timeline/).waitFor()
    await picture(roost, 'timeline')
    await roost.page.keyboard.press('Escape')

    const dialog = await roost.openNewSessionDialog()
    await picture(roost, 'new-session')
    await roost.page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'hidden' })

    await roost.tabOf('docs-site').click()
    await roost.waitForText('? for shortcuts')
    await dropFiles(roost.page, '[role=region][aria-label=Terminal]', [
      writePng(home.root, 'screenshot of the page.png', makePng(64)),
    ])
    await roost.waitForText(/\[Image [^\]]+\]/)
    await roost.type('the quick start looks like this on a phone')
    await picture(roost, 'image')

    await roost.answerMessageBoxes('Quit')
    await roost.quit()
    roost = await launchRoost(home, { env: { FAKE_AGENT_ANSWERS: join(home.root, 'answers.json') } })
    await size(roost)
    await roost
      .tab(/dormant/)
      .first()
      .waitFor()
    await roost.tabOf('Shell').click()
    await roost.waitForText('batch 4 of 4')
    await picture(roost, 'come-back')
  } finally {
    await roost.dispose()
    home.dispose()
  }
}

async function openShell(roost: RoostApp, home: TestHome): Promise<void> {
  await roost.newSession('Shell', home.folder('home/code/ingest'))
  await roost.waitForText('$')
  await roost.run(
    'for i in 1 2 3 4; do echo "parsed batch $i of 4: $((i * 2500)) rows, 0 errors"; sleep 0.1; done',
  )
  await roost.waitForText('batch 4 of 4')
}

async function play(roost: RoostApp, home: TestHome, scene: (typeof scenes)[number]): Promise<void> {
  await roost.newSession(scene.tool, home.folder(`home/code/${scene.project}`))
  await roost.waitForText('? for shortcuts')
  if (scene.title !== '') await rename(roost, scene.title)
  if (scene.prompt !== '') {
    await roost.type(`${scene.prompt}\n`)
    await roost.waitForText(scene.answer.at(-1)?.trim() ?? '')
    await roost.waitForText('? for shortcuts')
  }
  if (scene.last !== '') await roost.type(`${scene.last}\n`)
  await roost.page.waitForTimeout(400)
}

async function rename(roost: RoostApp, title: string): Promise<void> {
  await roost.page.keyboard.press('Control+Shift+R')
  await roost.page.getByRole('textbox', { name: /^New name for/ }).fill(title)
  await roost.page.keyboard.press('Enter')
  await roost.tab(title).waitFor()
}

function homeWithAnswers(tools: readonly string[]): TestHome {
  const home = createTestHome(tools)
  const answers = Object.fromEntries(scenes.map((scene) => [scene.prompt, scene.answer]))
  writeFileSync(join(home.root, 'answers.json'), JSON.stringify(answers))
  return home
}

async function size(roost: RoostApp): Promise<void> {
  await roost.main(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.setBounds({ x: 0, y: 0, width: 1280, height: 800 }),
  )
  await pollFor(async () => Number(await roost.page.evaluate('window.innerWidth')) > 1200)
}

async function theme(roost: RoostApp, wanted: 'dark' | 'light'): Promise<void> {
  await roost.page.evaluate(`window.roost.request('settings:change', { theme: '${wanted}' })`)
}

async function picture(roost: RoostApp, name: string): Promise<void> {
  // Fonts, the last frame of a change and the blink of the cursor come to rest.
  await roost.page.waitForTimeout(700)
  await roost.page.mouse.move(900, 400)
  await roost.page.waitForTimeout(300)
  await roost.page.screenshot({ path: join(pictures, `${name}.png`) })
  process.stdout.write(`docs/screenshots/${name}.png\n`)
}

await main()
