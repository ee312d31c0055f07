/** The build of recheck that is plain JavaScript: no Java, no native program, no worker. */
declare module 'recheck/lib/browser.js' {
  export function checkSync(
    source: string,
    flags: string,
    params?: { readonly timeout?: number },
  ): {
    readonly status: 'safe' | 'vulnerable' | 'unknown'
    readonly complexity?: { readonly type: string; readonly degree?: number }
  }
}
