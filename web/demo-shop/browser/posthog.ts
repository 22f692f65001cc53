// This build cannot load further scripts (recorder, surveys, toolbar) from anywhere.
import { posthog } from 'posthog-js/dist/module.no-external.js'
import type { Tracker } from './tracker.ts'

export function startPosthog(origin: string): Tracker {
  posthog.init('phc_tidewater', {
    api_host: `${origin}/collect/posthog`,
    ui_host: origin,
    autocapture: true,
    capture_pageview: true,
    capture_pageleave: true,
    disable_external_dependency_loading: true,
    disable_session_recording: true,
    disable_surveys: true,
    disable_product_tours: true,
    disable_conversations: true,
    disable_web_experiments: true,
    advanced_disable_toolbar_metrics: true,
    capture_performance: false,
    capture_dead_clicks: false,
    capture_exceptions: false,
  })
  return {
    identify: ({ id, ...properties }) => posthog.identify(id, properties),
    track: (name, properties) => {
      posthog.capture(name, properties)
    },
  }
}
