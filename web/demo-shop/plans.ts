import { z } from 'zod'

export const PlanId = z.enum(['solo', 'studio', 'collective'])
export type PlanId = z.infer<typeof PlanId>

export interface Plan {
  id: PlanId
  name: string
  monthly: number
  audience: string
  includes: string[]
}

export const PLANS: Plan[] = [
  {
    id: 'solo',
    name: 'Solo',
    monthly: 19,
    audience: 'For one teacher and one room.',
    includes: ['Up to 80 bookings a month', 'Online payments', 'Email reminders', 'Your own booking page'],
  },
  {
    id: 'studio',
    name: 'Studio',
    monthly: 49,
    audience: 'For a studio with a team and a timetable.',
    includes: [
      'Unlimited bookings',
      'Up to 8 teachers',
      'Waitlists that fill themselves',
      'Class packs and memberships',
      'Text message reminders',
    ],
  },
  {
    id: 'collective',
    name: 'Collective',
    monthly: 129,
    audience: 'For several studios under one roof.',
    includes: [
      'Everything in Studio',
      'Unlimited teachers',
      'Several locations',
      'Payroll export',
      'Phone support',
    ],
  },
]

export const planOf = (id: string): Plan | undefined => PLANS.find((plan) => plan.id === id)
export const planName = (id: string) => planOf(id)?.name ?? 'Free trial'
