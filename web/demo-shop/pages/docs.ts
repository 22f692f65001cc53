import { html } from 'hono/html'
import { ARTICLES, type Article } from './articles.ts'
import type { Page } from './layout.ts'

export const docsPage: Page = {
  title: 'Help articles',
  main: html`<div class="wrap page-head">
  <h1>Help articles</h1>
  <p class="lead">Short answers, written by the people who answer the phone.</p>
</div>
<ul class="wrap article-list">
  ${ARTICLES.map(
    ({ slug, title, summary, minutes }) => html`<li>
    <h2><a href="/docs/${slug}">${title}</a></h2>
    <p>${summary}</p>
    <p class="fine">${minutes} min read</p>
  </li>`,
  )}
</ul>`,
}

export const articlePage = (article: Article): Page => ({
  title: article.title,
  description: article.summary,
  main: html`<article class="wrap narrow article">
  <p><a href="/docs">Help articles</a></p>
  <h1>${article.title}</h1>
  <p class="lead">${article.summary}</p>
  ${article.sections.map(
    ({ heading, paragraphs }) => html`<h2>${heading}</h2>${paragraphs.map((text) => html`<p>${text}</p>`)}`,
  )}
</article>
<nav class="wrap narrow" aria-label="More articles">
  <h2>Read next</h2>
  <ul>
    ${ARTICLES.filter(({ slug }) => slug !== article.slug)
      .slice(0, 3)
      .map(({ slug, title }) => html`<li><a href="/docs/${slug}">${title}</a></li>`)}
  </ul>
</nav>`,
})
