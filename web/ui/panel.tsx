import { Component, type ReactNode, useId } from 'react'
import { Button } from './button.tsx'

interface Props {
  title: string
  side?: ReactNode
  children: ReactNode
}

/** A part of a page under its heading. What breaks in it breaks nothing else. */
export function Panel({ title, side, children }: Props) {
  const id = useId()
  return (
    <section aria-labelledby={id} className="grid min-w-0 content-start gap-3">
      <header className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
        <h2 id={id} className="text-17">
          {title}
        </h2>
        {side}
      </header>
      <Fence>{children}</Fence>
    </section>
  )
}

class Fence extends Component<{ children: ReactNode }, { broken: boolean }> {
  override state = { broken: false }

  static getDerivedStateFromError() {
    return { broken: true }
  }

  override render() {
    if (!this.state.broken) return this.props.children
    return (
      <div role="alert" className="flex items-center gap-3 rounded-card border border-line p-4">
        <p className="flex-1">This could not be drawn.</p>
        <Button onClick={() => this.setState({ broken: false })}>Try again</Button>
      </div>
    )
  }
}
