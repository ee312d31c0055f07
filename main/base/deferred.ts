/** A promise that is resolved from outside. */
export type Deferred = { readonly promise: Promise<void>; resolve(): void }

/** Makes one that is pending. `Promise.withResolvers` does the same, from Node 22 on. */
export function createDeferred(): Deferred {
  let settle = (): void => undefined
  const promise = new Promise<void>((resolve) => {
    settle = resolve
  })
  return { promise, resolve: () => settle() }
}
