/** The page's own scheme and host. Nothing else is ever loaded, asked or answered. */
export const pageScheme = 'app'
const pageHost = 'roost'
export const pageUrl = `${pageScheme}://${pageHost}/`

/** True for an address of our own page. An empty address or `about:blank` is not ours. */
export function isPageUrl(address: string): boolean {
  if (!URL.canParse(address)) return false
  const url = new URL(address)
  return url.protocol === `${pageScheme}:` && url.host === pageHost && url.username === ''
}
