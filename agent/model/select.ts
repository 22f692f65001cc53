import type { LanguageModelV4 } from '@ai-sdk/provider'
import type { Generate } from '../browser/port.ts'
import { generateWith, type HostedModel } from './hosted.ts'
import { offlineGenerate } from './offline/elements/generate.ts'
import { selectChatModel } from './select-chat.ts'

export interface Models {
  chat: LanguageModelV4
  /** Answers the browser's questions about elements. */
  generate: Generate
}

/** The configured model for both uses, or the offline ones. */
export function selectModels(hosted: HostedModel | undefined): Models {
  const chat = selectChatModel(hosted)
  return { chat, generate: hosted ? generateWith(chat) : offlineGenerate }
}
