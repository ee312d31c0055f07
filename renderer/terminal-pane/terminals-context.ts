import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { Terminals } from './terminals.ts'

/** Gives the terminals to the components below. */
export const TerminalsContext = createContext<Terminals | null>(null)

/** The terminals for a component. @throws outside of `TerminalsContext` */
export function useTerminals(): Terminals {
  const terminals = useContext(TerminalsContext)
  if (terminals === null) throw new Error('A component was rendered outside of TerminalsContext')
  return terminals
}
