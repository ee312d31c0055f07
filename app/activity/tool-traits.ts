/** What decides how a tool's evidence is read. */
export type ToolTraits = {
  /** `command`: it works from its start to its end, unless it asks or shows a prompt. */
  readonly kind: 'shell' | 'agent' | 'command'
  /** Its screen is read by rules: until one of them is true, it starts. */
  readonly hasScreenRules: boolean
}
