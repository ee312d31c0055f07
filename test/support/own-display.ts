import { displays } from './displays.ts'

// Vitest numbers what runs at the same time from 1.
const own = displays()[Number(process.env['VITEST_POOL_ID']) - 1]
if (own !== undefined) process.env['DISPLAY'] = own
