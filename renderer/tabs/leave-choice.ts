const keyOf = (toolName: string): string => `roost.leaveBackground.${toolName}`

/** Whether programs in the background of this tool's sessions were left running the last time that one was closed. */
export function leavesBackground(toolName: string): boolean {
  return localStorage.getItem(keyOf(toolName)) === 'yes'
}

/** What is chosen in the question at the next close; a convenience of this window, so it lives in the page's storage. */
export function rememberLeaving(toolName: string, leaves: boolean): void {
  if (leaves) localStorage.setItem(keyOf(toolName), 'yes')
  else localStorage.removeItem(keyOf(toolName))
}
