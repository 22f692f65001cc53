import { randomBytes, randomUUID, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto'
import { Newest } from './newest.ts'
import type { PlanId } from './plans.ts'

const MAX_ACCOUNTS = 10_000
const MAX_INVITES = 20
/** Cheap on purpose: thousands of visitors sign up here, and nothing of theirs is worth stealing. */
const COST: ScryptOptions = { N: 1024, r: 8, p: 1 }

export interface Invite {
  email: string
  role: string
}

export interface Account {
  id: string
  firstName: string
  lastName: string
  email: string
  company: string
  timeZone: string
  plan: PlanId | 'trial'
  invites: Invite[]
}

interface StoredAccount {
  account: Account
  salt: Buffer
  hash: Buffer
}

/** The shop's customers, in memory: the newest 10,000. */
export class Accounts {
  #byEmail = new Newest<StoredAccount>(MAX_ACCOUNTS)

  /** Undefined when the email address is taken. */
  async open(details: Pick<Account, 'firstName' | 'lastName' | 'email' | 'company'>, password: string) {
    const key = details.email.toLowerCase()
    const salt = randomBytes(16)
    const hash = await hashOf(password, salt)
    if (this.#byEmail.get(key)) return undefined
    const account: Account = {
      ...details,
      id: `acct_${randomUUID().replaceAll('-', '').slice(0, 20)}`,
      timeZone: 'Europe/London',
      plan: 'trial',
      invites: [],
    }
    this.#byEmail.set(key, { account, salt, hash })
    return account
  }

  async authenticate(email: string, password: string): Promise<Account | undefined> {
    const stored = this.#byEmail.get(email.toLowerCase())
    const hash = await hashOf(password, stored?.salt ?? randomBytes(16))
    return stored && timingSafeEqual(hash, stored.hash) ? stored.account : undefined
  }

  invite(account: Account, invite: Invite) {
    account.invites = [...account.invites, invite].slice(-MAX_INVITES)
  }
}

function hashOf(password: string, salt: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) =>
    scrypt(password, salt, 32, COST, (error, key) => (error ? reject(error) : resolve(key))),
  )
}
