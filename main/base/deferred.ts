/** Something to wait for that happens once. */
export type Gate = { readonly passed: Promise<void>; open(): void }

/** Makes a gate that is shut. */
export function makeGate(): Gate {
  let open = (): void => undefined
  const passed = new Promise<void>((resolve) => {
    open = resolve
  })
  return { passed, open: () => open() }
}
