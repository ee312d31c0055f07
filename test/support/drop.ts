import type { Page } from 'playwright-core'

/** A file that has bytes and no path, as from a web page. `zeros`: how many more bytes follow, all 0. */
export type PathlessFile = {
  readonly name: string
  readonly type: string
  readonly bytes: Buffer
  readonly zeros?: number
}

/** Drags real files from outside onto a place in the page, through the browser's own drag and drop. */
export async function dropFiles(page: Page, selector: string, files: readonly string[]): Promise<void> {
  const box = await page.locator(selector).first().boundingBox()
  if (box === null) throw new Error(`${selector} is not shown`)
  const session = await page.context().newCDPSession(page)
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
  const data = { items: [], files: [...files], dragOperationsMask: 1 }
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await session.send('Input.dispatchDragEvent', { type, x, y, data })
  await session.detach()
}

/** Drops files that exist only as bytes in the page. */
export async function dropPathless(
  page: Page,
  selector: string,
  files: readonly PathlessFile[],
): Promise<void> {
  await page
    .locator(selector)
    .first()
    .evaluate(
      (target, given) => {
        const data = new DataTransfer()
        for (const { name, type, base64, zeros } of given) {
          const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
          data.items.add(new File([bytes, new Uint8Array(zeros)], name, { type }))
        }
        for (const kind of ['dragenter', 'dragover', 'drop'])
          target.dispatchEvent(new DragEvent(kind, { dataTransfer: data, bubbles: true, cancelable: true }))
      },
      files.map(({ name, type, bytes, zeros = 0 }) => ({
        name,
        type,
        base64: bytes.toString('base64'),
        zeros,
      })),
    )
}
