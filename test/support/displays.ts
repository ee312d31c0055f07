/** The X displays that `npm test` started for tests that run side by side; none where there is only the user's. */
export function displays(): readonly string[] {
  return (process.env['ROOST_TEST_DISPLAYS'] ?? '').split(' ').filter((name) => name !== '')
}
