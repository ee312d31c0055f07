import type * as v from 'valibot'

/** The value of a request that succeeds. A type and no schema: it comes from our own process and is not parsed. */
type Resolved<T> = { readonly value?: T }
export type ValueOf<R> = R extends Resolved<infer T> ? T : never
export const resolvesWith = <T>(): Resolved<T> => ({})

export type Request = { readonly argument: v.GenericSchema; readonly result: Resolved<unknown> }
