import { Link } from '@tanstack/react-router'
import type { SessionDetail } from '../client.ts'
import { countryName } from '../filters/countries.ts'
import { Fact, Facts } from '../ui/facts.tsx'
import { durationOf, momentOf } from '../ui/time.ts'
import { clockInWords } from './clock.ts'
import { intentInWords, personaOf, seenAt } from './persona.ts'

const LINK = 'underline decoration-line-2 underline-offset-4 hover:decoration-ink'

/** Who visited, where from, when and for how long. */
export function SessionFacts({ session }: { session: SessionDetail }) {
  const { os, screen, language, timeZone, name, email, campaign, visitor } = personaOf(session)
  const { live, recording, unseen } = seenAt(session.metadata)
  const link = session.outcome === 'running' ? live : recording
  return (
    <Facts>
      <Fact name="Target">{session.target}</Fact>
      <Fact name="Burst">
        <Link to="/bursts/$id" params={{ id: session.burstId }} className={LINK}>
          Open the burst
        </Link>
      </Fact>
      <Fact name={session.startedAt ? 'Began' : 'Due'}>{momentOf(session.startedAt ?? session.dueAt)}</Fact>
      <Fact name="Length">{session.lengthSeconds !== null && durationOf(session.lengthSeconds * 1_000)}</Fact>
      <Fact name="Clock">{clockInWords(session.metadata)}</Fact>
      <Fact name="Pages">{session.pages}</Fact>
      <Fact name="Device">{[session.device, os].filter(Boolean).join(', ')}</Fact>
      <Fact name="Screen">{screen}</Fact>
      <Fact name="Country">{countryName(session.country)}</Fact>
      <Fact name="Language">{language}</Fact>
      <Fact name="Time zone">{timeZone}</Fact>
      {link && session.outcome !== 'scheduled' && (
        <Fact name="Browserbase">
          <a href={link} target="_blank" rel="noreferrer" className={LINK}>
            {session.outcome === 'running' ? 'Watch it live' : 'See the recording'}
          </a>
        </Fact>
      )}
      {unseen && <Fact name="Browserbase">Neither shown nor recorded, as the target keeps secrets</Fact>}
      <Fact name="Came from">{session.referrer ?? 'nowhere, typed the address'}</Fact>
      <Fact name="Campaign">{campaign}</Fact>
      <Fact name="Visitor">{name}</Fact>
      <Fact name="Address">{email}</Fact>
      <Fact name="Been here">{visitor}</Fact>
      <Fact name="Meant to">{intentInWords(session.intent, session.stepsPlanned)}</Fact>
    </Facts>
  )
}
