import type { Target } from '../../db/targets.ts'
import type { Instruction } from './ways.ts'

const SEEN: Record<NonNullable<Target['provenBy']>, string> = {
  file: 'in its file',
  meta: 'in its meta tag',
  dns: 'in DNS',
}

/** How a target stands with its proof, in a sentence or two. */
export function standing(target: Target): string {
  const site = `${target.name} (${target.origin})`
  if (target.demo) return `${site} is the bundled demo shop and needs no proof.`
  if (target.verifiedAt) {
    const seen = target.provenBy ? `, its proof was seen ${SEEN[target.provenBy]}` : ''
    const missed = target.reason
      ? ` The last look did not find it: ${target.reason} It is looked for again.`
      : ''
    return `${site} is verified as yours${seen}.${missed}`
  }
  if (target.checkAskedAt) return `The proof of ${site} is being looked for.`
  return target.reason
    ? `${site} is not verified as yours: ${target.reason}`
    : `${site} is not verified as yours yet.`
}

/** What to do about it. */
export function howToProve(target: Pick<Target, 'name'>, ways: Instruction[]): string {
  const list = ways.map(({ how }, index) => `${index + 1}. ${how}`)
  return [
    'Prove that it is yours in one of these ways:',
    ...list,
    `Then say "verify ${target.name}". Leave the proof there: it is looked for again.`,
  ].join('\n')
}
