import type { ComponentProps } from 'react'
import { cls } from './class.ts'

/** `spark` is the one lime button of a screen: send, approve. */
export type ButtonKind = 'spark' | 'ink' | 'outline' | 'quiet' | 'danger'

const KIND: Record<ButtonKind, string> = {
  spark: 'bg-spark text-on-spark font-semibold hover:brightness-96',
  ink: 'bg-ink text-ground font-medium hover:opacity-88',
  outline: 'border border-line-2 font-medium hover:bg-well',
  quiet: 'text-ink-2 hover:bg-well hover:text-ink',
  danger: 'text-fail hover:bg-fail-soft',
}

interface Props extends ComponentProps<'button'> {
  kind?: ButtonKind
}

export const buttonClass = (kind: ButtonKind = 'outline') =>
  cls(
    'inline-flex h-8 touch:h-11 shrink-0 items-center justify-center gap-2 rounded-control px-3 text-13 whitespace-nowrap',
    'transition-[background-color,opacity,filter,color] disabled:opacity-45',
    KIND[kind],
  )

export function Button({ kind, className, type = 'button', ...props }: Props) {
  return <button type={type} className={cls(buttonClass(kind), className)} {...props} />
}

interface IconProps extends Omit<ComponentProps<'button'>, 'aria-label'> {
  label: string
}

export const iconButtonClass = cls(
  'inline-grid size-8 touch:size-11 shrink-0 place-items-center rounded-control text-ink-2',
  'transition-colors hover:bg-well hover:text-ink disabled:opacity-45',
)

/** A square button that only shows an icon; its label is heard and shown on hover. */
export function IconButton({ label, className, type = 'button', ...props }: IconProps) {
  return (
    <button
      type={type}
      aria-label={label}
      title={label}
      className={cls(iconButtonClass, className)}
      {...props}
    />
  )
}
