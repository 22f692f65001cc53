import { useState } from 'react'
import { explain } from '../problem.ts'
import { signOut } from '../session/account.ts'
import { Alert } from '../ui/alert.tsx'
import { Button } from '../ui/button.tsx'
import { Section } from './section.tsx'

export function SignOutSection() {
  const [error, setError] = useState<string>()
  const leave = (scope: 'local' | 'global') =>
    signOut(scope).then(
      // With a full load: nothing of this person stays in the memory of the page.
      () => location.assign('/sign-in'),
      (cause: unknown) => setError(explain(cause)),
    )
  return (
    <Section
      title="Sign out"
      hint="Everywhere ends every browser and access token within seconds. API keys go on."
    >
      <div className="flex flex-col gap-3">
        <div className="flex flex-wrap gap-2">
          <Button onClick={() => void leave('local')}>Sign out here</Button>
          <Button kind="danger" className="border border-line-2" onClick={() => void leave('global')}>
            Sign out everywhere
          </Button>
        </div>
        <Alert>{error}</Alert>
      </div>
    </Section>
  )
}
