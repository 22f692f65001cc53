import type { LanguageModelV4 } from '@ai-sdk/provider'
import type { Generate } from '../browser/port.ts'
import { generateWith, type HostedModel, hostedModel } from './hosted.ts'
import { offlineChatModel } from './offline/chat/model.ts'
import { offlineGenerate } from './offline/elements/generate.ts'

export interface Models {
  chat: LanguageModelV4
  /** Answers the browser's questions about elements. */
  generate: Generate
}

/** The configured model for both uses, or the offline ones. */
export function selectModels(hosted: HostedModel | undefined): Models {
  if (!hosted) return { chat: offlineChatModel(), generate: offlineGenerate }
  const chat = hostedModel(hosted)
  return { chat, generate: generateWith(chat) }
}
