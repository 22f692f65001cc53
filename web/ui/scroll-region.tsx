import type { ComponentProps } from 'react'

interface Props extends Omit<ComponentProps<'div'>, 'tabIndex' | 'aria-label'> {
  label: string
}

/** What scrolls inside the page: named, and in the tab order so that it can be scrolled without a mouse. */
export function ScrollRegion({ label, role = 'group', ...props }: Props) {
  // biome-ignore lint/a11y/useAriaPropsSupportedByRole: both roles that come here take a name
  return <div role={role} aria-label={label} tabIndex={0} {...props} />
}
