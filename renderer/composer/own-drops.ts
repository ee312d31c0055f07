import { signal, type ReadonlySignal } from '@preact/signals'
import { textOfDrop } from '../drop/drop-intent.ts'

/** Drops on a prompt that is being written: files become its images, text goes where it falls. */
export type OwnDrops = {
  readonly over: ReadonlySignal<boolean>
  readonly onDragOver: (event: DragEvent) => void
  readonly onDragLeave: (event: DragEvent) => void
  readonly onDrop: (event: DragEvent) => void
}

export function createOwnDrops(deps: {
  readonly onFiles: (files: readonly File[]) => void
  /** Text that fell beside the field. */
  readonly onText: (text: string) => void
}): OwnDrops {
  const over = signal(false)
  return {
    over,
    onDragOver(event) {
      if (event.dataTransfer === null) return
      over.value = event.dataTransfer.types.includes('Files')
      // The field shows by its own caret where text will go.
      if (!over.value && isField(event.target)) return
      event.preventDefault()
      event.dataTransfer.dropEffect = 'copy'
    },
    onDragLeave(event) {
      const { currentTarget, relatedTarget } = event
      if (
        currentTarget instanceof Node &&
        relatedTarget instanceof Node &&
        currentTarget.contains(relatedTarget)
      )
        return
      over.value = false
    },
    onDrop(event) {
      over.value = false
      const data = event.dataTransfer
      const files = [...(data?.files ?? [])]
      if (files.length === 0 && isField(event.target)) return
      event.preventDefault()
      if (files.length > 0) deps.onFiles(files)
      else if (data !== null) deps.onText(textOfDrop((type) => data.getData(type)))
    },
  }
}

function isField(target: EventTarget | null): boolean {
  return target instanceof Element && target.matches('textarea')
}
