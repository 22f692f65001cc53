// Runs before the first paint, so that a dark page never flashes light. A file of its own: the CSP allows no inline script.
const dark = matchMedia('(prefers-color-scheme: dark)')
function applyTheme() {
  const chosen = localStorage.getItem('theme')
  const theme = chosen === 'light' || chosen === 'dark' ? chosen : dark.matches ? 'dark' : 'light'
  document.documentElement.dataset.theme = theme
}
applyTheme()
dark.addEventListener('change', applyTheme)
addEventListener('storage', applyTheme)
addEventListener('themechange', applyTheme)
