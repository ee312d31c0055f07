import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Resvg } from '@resvg/resvg-js'
import { runScript } from './console.mjs'
import { root } from './paths.mjs'

const folder = join(root, 'scripts', 'icons')
/** The sizes a Linux desktop looks for. */
const linuxSizes = [16, 32, 48, 64, 128, 256, 512, 1024]
const windowsSizes = [16, 24, 32, 48, 64, 128, 256]
/** Entries of an .icns that may hold a PNG, and their sizes. @type {readonly (readonly [string, number])[]} */
const macEntries = [
  ['icp4', 16],
  ['icp5', 32],
  ['ic07', 128],
  ['ic08', 256],
  ['ic09', 512],
  ['ic10', 1024],
  ['ic11', 32],
  ['ic12', 64],
  ['ic13', 256],
  ['ic14', 512],
]

/** Draws scripts/icons/icon.svg in every form the platforms want; run it by hand after the drawing changes. */
async function drawIcons() {
  const svg = await readFile(join(folder, 'icon.svg'), 'utf8')
  const draw = (/** @type {number} */ width) =>
    Buffer.from(new Resvg(svg, { fitTo: { mode: 'width', value: width } }).render().asPng())
  await mkdir(join(folder, 'linux'), { recursive: true })
  for (const size of linuxSizes) await writeFile(join(folder, 'linux', `${size}x${size}.png`), draw(size))
  await writeFile(
    join(folder, 'icon.ico'),
    windowsIcon(windowsSizes.map((size) => ({ size, png: draw(size) }))),
  )
  await writeFile(
    join(folder, 'icon.icns'),
    macIcon(macEntries.map(([type, size]) => ({ type, png: draw(size) }))),
  )
}

/** ICO: a directory of 16-byte entries, then the PNGs (allowed since Windows Vista); 256 is written as 0. */
function windowsIcon(/** @type {readonly { size: number, png: Buffer }[]} */ images) {
  const header = Buffer.alloc(6 + 16 * images.length)
  header.writeUInt16LE(1, 2)
  header.writeUInt16LE(images.length, 4)
  let offset = header.length
  for (const [index, { size, png }] of images.entries()) {
    const at = 6 + 16 * index
    header.writeUInt8(size % 256, at)
    header.writeUInt8(size % 256, at + 1)
    header.writeUInt16LE(1, at + 4)
    header.writeUInt16LE(32, at + 6)
    header.writeUInt32LE(png.length, at + 8)
    header.writeUInt32LE(offset, at + 12)
    offset += png.length
  }
  return Buffer.concat([header, ...images.map(({ png }) => png)])
}

/** ICNS: 'icns' and the whole length, then for each entry its type, its length with these 8 bytes, and the PNG. */
function macIcon(/** @type {readonly { type: string, png: Buffer }[]} */ images) {
  const entries = images.map(({ type, png }) => Buffer.concat([tagged(type, png.length + 8), png]))
  const body = Buffer.concat(entries)
  return Buffer.concat([tagged('icns', body.length + 8), body])
}

/**
 * @param {string} type four letters
 * @param {number} length
 */
function tagged(type, length) {
  const head = Buffer.alloc(8)
  head.write(type, 0, 'latin1')
  head.writeUInt32BE(length, 4)
  return head
}

await runScript('icon', drawIcons)
