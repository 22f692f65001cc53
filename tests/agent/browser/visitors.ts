import type { Generate } from '../../../agent/browser/port.ts'
import type { Identity } from '../../../agent/planner/plan.ts'

export const CHROME = process.env.CHROME_PATH ?? '/usr/bin/chromium'

export const DESKTOP: Identity = {
  device: 'desktop',
  os: 'Windows',
  osVersion: '15.0.0',
  model: '',
  width: 1440,
  height: 760,
  pixelRatio: 1,
  timeZone: 'America/New_York',
  languages: ['en-US', 'en'],
}
export const PHONE: Identity = {
  device: 'mobile',
  os: 'Android',
  osVersion: '15.0.0',
  model: 'Pixel 9',
  width: 412,
  height: 915,
  pixelRatio: 2.625,
  timeZone: 'America/Sao_Paulo',
  languages: ['pt-BR', 'pt', 'en'],
}

export const noModel: Generate = async () => {
  throw new Error('this visit asks no model')
}
