import type { ClaimedSession } from '../../db/claims.ts'
import { type Db, newId } from '../../db/client.ts'
import type { Hold } from '../../db/hold.ts'
import { SealError, type Sealer } from '../../db/sealing.ts'
import {
  noteAccount,
  openVisitor,
  places,
  SESSION_GAP_MINUTES,
  type SealedVisitor,
} from '../../db/visitors.ts'
import { BrowserError, type KeptStorage, type Visitor } from '../browser/port.ts'
import { withoutSession } from '../capture/session-part.ts'
import { accountStep } from '../planner/account.ts'
import type { Persona, PlannedSession } from '../planner/plan.ts'
import { boundStorage } from './bound-storage.ts'

type Plan = Omit<PlannedSession, 'number' | 'offsetMs'>
/** Of a persona, what stays the same from visit to visit. */
type Person = Pick<Persona, 'identity' | 'country' | 'variables'>

/** What the log says of who visited. */
interface Told {
  id: string
  returning: boolean
  /** 1 for the first. */
  visit: number
  /** Was to come back, and why it could not be. */
  notReturning?: string
}

/** How long somebody is away at least: until the end of their last visit is written, and its last events are sent. */
const AWAY_MS = 60_000
const NOBODY = 'nobody who was there before fits and is free'
const UNREADABLE = 'the person who was there before opens with no secret of APP_SECRETS'

/** Who visits in a session: the person as planned, or somebody from the vault with all that makes them the same again. */
export class Guest {
  /** The session's plan with the person who really visits. */
  readonly plan: Plan
  readonly told: Told
  /** What their browser kept. */
  readonly storage: KeptStorage | undefined
  /** In epoch milliseconds: not before their last visit is over by its own clock, which may have been ahead. */
  readonly notBefore: number
  readonly #sealer: Sealer
  readonly #of: { workspaceId: string; targetId: string; id: string }
  readonly #typed = new Set<string>()
  #madeAccount = false
  #left: KeptStorage | undefined

  private constructor(
    sealer: Sealer,
    session: ClaimedSession,
    who: { plan: Plan; told: Told; storage?: KeptStorage },
  ) {
    this.#sealer = sealer
    this.#of = { workspaceId: session.workspaceId, targetId: session.targetId, id: who.told.id }
    this.plan = who.plan
    this.told = who.told
    this.storage = who.storage
    this.notBefore = who.storage ? who.storage.readAt + AWAY_MS : 0
  }

  static async of(sealer: Sealer, session: ClaimedSession, now: number): Promise<Guest> {
    const plan = session.plan as unknown as Plan
    const { id, kept } = session.visitor
    const wanted = plan.persona.returning
    const fresh = (own: string, notReturning?: string) =>
      new Guest(sealer, session, {
        plan: { ...plan, persona: { ...plan.persona, returning: false } },
        told: { id: own, returning: false, visit: 1, ...(notReturning && { notReturning }) },
      })
    if (!kept) return fresh(id, wanted ? NOBODY : undefined)
    try {
      const { workspaceId, targetId } = session
      const { person, storage } = asKept(await openVisitor(sealer, { workspaceId, targetId, id }, kept))
      const told = { id, returning: true, visit: kept.visits + 1 }
      const soon = now - storage.readAt < SESSION_GAP_MINUTES * 60_000
      return new Guest(sealer, session, {
        plan: { ...plan, persona: { ...plan.persona, ...person } },
        told,
        storage: soon ? withoutSession(storage) : storage,
      })
    } catch (error) {
      if (error instanceof SealError) return fresh(newId(), UNREADABLE)
      throw error
    }
  }

  /** After a step that was done: one that typed an address and a password, or was to sign up, made an account. */
  async stepDone(db: Db, hold: Hold, text: string, typed: readonly string[]): Promise<void> {
    const about = accountStep(text)
    if (about === 'needs' || this.#madeAccount) return
    for (const name of typed) this.#typed.add(name)
    if (!this.#typed.has('email') || !(about === 'makes' || this.#typed.has('password'))) return
    this.#madeAccount = true
    await noteAccount(db, hold, await this.#sealed())
  }

  /** Reads what the browser keeps, before it is closed. */
  async pack(visitor: Visitor, origin: string): Promise<void> {
    try {
      const storage = await visitor.storage(origin)
      this.#left = storage && boundStorage(storage)
    } catch (error) {
      // As with a picture: who can't come back has been here all the same.
      if (!(error instanceof BrowserError) || error.fault === 'aborted' || error.fault === 'crashed')
        throw error
    }
  }

  /** What is kept of them after a visit that ended well; undefined where that is nothing. */
  async keepsake(): Promise<SealedVisitor | undefined> {
    return this.#left || this.told.returning || this.#madeAccount ? this.#sealed() : undefined
  }

  async #sealed(): Promise<SealedVisitor> {
    const { identity, country, variables } = this.plan.persona
    const person: Person = { identity, country, variables }
    const at = places(this.#of)
    return {
      id: this.#of.id,
      returned: this.told.returning,
      device: identity.device,
      country,
      sealedPerson: await this.#sealer.seal(JSON.stringify(person), at.person),
      ...(this.#left && { sealedStorage: await this.#sealer.seal(JSON.stringify(this.#left), at.storage) }),
      madeAccount: this.#madeAccount,
    }
  }
}

/** What `#sealed` sealed: its seal says that nothing else wrote it. */
const asKept = (opened: { person: unknown; storage: unknown }) =>
  opened as { person: Person; storage: KeptStorage }
