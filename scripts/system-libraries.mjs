import { existsSync } from 'node:fs'
import { isOnPath, isRoot, runQuietly } from './command.mjs'
import { logFile, say, SentenceError } from './console.mjs'

/**
 * Debian packages by the library Electron is linked against. What one of them brings along (cairo, pango, X11 ...)
 * needs no line of its own; the rest is there because a bare Debian lacks it.
 * @type {Readonly<Record<string, string>>}
 */
const packageOfLibrary = {
  'libgtk-3.so.0': 'libgtk-3-0',
  'libnss3.so': 'libnss3',
  'libnssutil3.so': 'libnss3',
  'libsmime3.so': 'libnss3',
  'libnspr4.so': 'libnspr4',
  'libasound.so.2': 'libasound2',
  'libgbm.so.1': 'libgbm1',
  'libdrm.so.2': 'libdrm2',
  'libXss.so.1': 'libxss1',
  'libatk-1.0.so.0': 'libatk1.0-0',
  'libatk-bridge-2.0.so.0': 'libatk-bridge2.0-0',
  'libatspi.so.0': 'libatspi2.0-0',
  'libcups.so.2': 'libcups2',
  'libdbus-1.so.3': 'libdbus-1-3',
  'libcairo.so.2': 'libcairo2',
  'libpango-1.0.so.0': 'libpango-1.0-0',
  'libX11.so.6': 'libx11-6',
  'libXcomposite.so.1': 'libxcomposite1',
  'libXdamage.so.1': 'libxdamage1',
  'libXext.so.6': 'libxext6',
  'libXfixes.so.3': 'libxfixes3',
  'libXrandr.so.2': 'libxrandr2',
  'libxcb.so.1': 'libxcb1',
  'libxkbcommon.so.0': 'libxkbcommon0',
  'libexpat.so.1': 'libexpat1',
  'libglib-2.0.so.0': 'libglib2.0-0',
  'libgobject-2.0.so.0': 'libglib2.0-0',
  'libgio-2.0.so.0': 'libglib2.0-0',
}

/** Without these a window opens, and its text is boxes: package, and a file that shows it is there. */
const fonts = [
  ['fonts-dejavu-core', '/usr/share/fonts/truetype/dejavu/DejaVuSansMono.ttf'],
  ['fonts-noto-color-emoji', '/usr/share/fonts/truetype/noto/NotoColorEmoji.ttf'],
  ['fonts-noto-cjk', '/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc'],
]

/** Programs that tests type into; without one its tests are skipped. Package, and command. */
const testedPrograms = [
  ['zsh', 'zsh'],
  ['fish', 'fish'],
  ['less', 'less'],
  ['vim-tiny', 'vi'],
]

/**
 * Makes sure that Electron finds the system libraries it is linked against: installs what is missing where that is
 * allowed (root on a Debian), else says which command does.
 * @param {string} executable Electron's
 * @param {{ virtualDisplay: boolean, tests?: boolean }} options virtualDisplay: Xvfb and fonts as well; tests: where
 *   anything is installed, also the programs that only tests use
 * @throws {SentenceError} naming the command
 */
export async function setUpSystemLibraries(executable, { virtualDisplay, tests = false }) {
  if (process.platform !== 'linux') return
  const libraries = await missingLibraries(executable)
  const tools = virtualDisplay && !isOnPath('Xvfb') ? ['xvfb', 'xauth'] : []
  const required = [...new Set([...libraries.map((name) => packageOfLibrary[name] ?? name), ...tools])]
  const wanted = virtualDisplay && isRoot() && isOnPath('apt-get') ? missingFonts() : []
  if (required.length + wanted.length === 0) return

  const install = isOnPath('apt-get') && isRoot()
  if (!install && required.length > 0) throw new SentenceError(manualAdvice(required, libraries))
  const packages = await namesHere([...required, ...wanted], tests ? missingPrograms() : [])
  say(`Installing system packages: ${packages.join(' ')} ...`)
  if (await aptInstall(packages)) return
  if (required.length === 0)
    return say(`Fonts could not be installed (${logFile('setup')}); text may look odd.`)
  throw new SentenceError(
    `apt-get could not install ${required.join(' ')}; read ${logFile('setup')}, install them and run this again.`,
  )
}

/** The libraries the loader cannot resolve. */
async function missingLibraries(/** @type {string} */ executable) {
  const { output } = await runQuietly('setup', ['ldd', executable])
  return [...output.matchAll(/^\s*(\S+) => not found/gm)].map((match) => match[1] ?? '')
}

function missingFonts() {
  return fonts.filter(([, file]) => !existsSync(file ?? '')).map(([name]) => name ?? '')
}

function missingPrograms() {
  return testedPrograms.filter(([, command]) => !isOnPath(command ?? '')).map(([name]) => name ?? '')
}

/**
 * @param {readonly string[]} packages
 * @param {readonly string[]} libraries
 */
function manualAdvice(packages, libraries) {
  if (isOnPath('apt-get')) {
    return `Electron needs system packages that are missing; install them with: sudo apt-get install -y ${packages.join(' ')}`
  }
  const things = [...libraries, ...packages.filter((name) => name === 'xvfb')]
  return `Electron needs these, which are missing here: ${things.join(' ')}; install them with the system's package manager.`
}

/**
 * Newer Debians and Ubuntus have renamed some packages with the suffix t64 (64-bit time), and the old names are
 * then either virtual or gone.
 * @param {readonly string[]} names
 * @param {readonly string[]} optional left out where the system does not know them
 */
async function namesHere(names, optional) {
  await runQuietly('setup', ['apt-get', 'update'])
  const { output } = await runQuietly('setup', ['apt-cache', 'pkgnames'])
  const known = new Set(output.split('\n'))
  const renamed = names.map((name) => (known.has(`${name}t64`) ? `${name}t64` : name))
  return [...renamed, ...optional.filter((name) => known.has(name))]
}

async function aptInstall(/** @type {readonly string[]} */ packages) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const argv = ['apt-get', 'install', '-y', '--no-install-recommends', ...packages]
  return (await runQuietly('setup', argv, { env })).code === 0
}
