import { type ToolSet, tool } from 'ai'
import { z } from 'zod'
import { BurstRequest } from '../planner/request.ts'
import { BurstRef } from '../tools/burst-status.ts'
import { TrendQuery } from '../tools/log-trends.ts'
import { LogFilters, LogQuery } from '../tools/query-logs.ts'
import { answer } from './answers.ts'
import type { CaseContext } from './case.ts'

const filters = LogFilters.shape
const variables = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional()
const burst = z.string().optional().describe('id or latest')
const target = z.string().optional().describe('name or URL')
const nothing = z.strictObject({})

/** Every tool of the contract with its arguments. */
const SCHEMAS: Record<string, z.ZodType> = {
  runBurst: BurstRequest,
  burstStatus: BurstRef,
  cancelBurst: BurstRef,
  queryLogs: LogQuery,
  logTrends: TrendQuery,
  exportLogs: z.strictObject({ format: z.enum(['csv', 'jsonl']), ...filters }),
  checkBilling: nothing,
  changePlan: z.strictObject({ plan: z.enum(['free', 'pro', 'team']) }),
  listTemplates: z.strictObject({ search: z.string().optional() }),
  saveTemplate: z.strictObject({ name: z.string().min(1), prompt: z.string().optional() }),
  runTemplate: z.strictObject({ name: z.string().min(1), variables }),
  listTargets: nothing,
  addTarget: z.strictObject({ url: z.string().min(1), name: z.string().optional() }),
  verifyTarget: z.strictObject({ target }),
  inspectTarget: z.strictObject({ target }),
  realismReport: z.strictObject({ burst }),
  saveSchedule: z.strictObject({
    template: z.string().min(1),
    when: z.string().min(1),
    variables,
    paused: z.boolean().optional(),
  }),
  listSchedules: nothing,
  inviteMember: z.strictObject({ email: z.email(), role: z.enum(['admin', 'member']) }),
}

/** All tools of the contract, none of which does anything. */
export function stubTools(context: CaseContext, now: Date): ToolSet {
  return Object.fromEntries(
    Object.entries(SCHEMAS).map(([name, inputSchema]) => [
      name,
      tool({
        inputSchema,
        execute: async (args) => answer(name, args as Record<string, unknown>, context, now),
      }),
    ]),
  )
}
