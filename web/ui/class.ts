/** Joins the class names that apply. */
export const cls = (...names: (string | false | undefined)[]) => names.filter(Boolean).join(' ')
