import tailwind from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** Where a product runs while the page is worked on with `vite web`. */
const PRODUCT = 'http://localhost:8787'

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), tailwind()],
  build: {
    outDir: `${import.meta.dirname}/dist`,
    emptyOutDir: true,
    // The CSP allows no data: fonts.
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    // tests/web/budget.test.ts watches the sizes that count.
    chunkSizeWarningLimit: 2_000,
    target: 'es2022',
  },
  server: { proxy: { '/api': PRODUCT, '/auth': PRODUCT } },
})
